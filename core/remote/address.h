// SPDX-License-Identifier: GPL-3.0-or-later
// Where a workspace on another machine is: the destination as ssh takes it, and the folder there. Value type.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"

namespace lathe::remote {

struct Address {
    std::string destination;  // HOST or USER@HOST, also an alias of ~/.ssh/config
    int port = 0;             // 0: as ssh's config says
    std::string workspace;    // absolute, or relative to the home folder there

    // The whole address: "ssh://USER@HOST:PORT/path"; a relative folder is written "/~/path".
    std::string str() const;
    // The shortest text that parse_address() reads as the same address: for commands in hints.
    std::string name() const;
    // The address of the machine alone, without the workspace.
    std::string machine() const;
    // The destination on ssh's command line, which takes an address of IPv6 without its brackets.
    std::string ssh_destination() const;
};

inline constexpr const char* default_workspace = "lathe-runs";

// Whether a workspace is named as one on another machine.
bool is_address(std::string_view text);

// "ssh://[USER@]HOST[:PORT][/PATH]", where PATH is absolute unless it begins with "~/"; or, as scp writes it,
// "[USER@]HOST[:PATH]", where PATH is relative to the home folder unless it begins with '/'. Without PATH it is
// default_workspace. Refuses what ssh could take for an option, and characters that no host or user name has.
Result<Address> parse_address(std::string_view text);

}  // namespace lathe::remote
