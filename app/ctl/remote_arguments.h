// SPDX-License-Identifier: GPL-3.0-or-later
// A command line for another machine: what is for this one, and what goes there.
//
//   lathectl --on HOST[:PATH] [--with-data] [--detach] COMMAND ...
//   lathectl COMMAND ... --workspace ssh://HOST/PATH
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/remote/address.h"

namespace lathe::ctl {

struct RemoteArguments {
    remote::Address address;
    bool with_data = false;              // an experiment that is sent brings its data along
    bool detach = false;                 // start, and do not wait
    std::vector<std::string> arguments;  // the command and what follows it

    // The argument that names an experiment's file or a bundle on this machine, which is sent: the first that a command
    // which takes one has. Where there is no such file here, it is a name on the host.
    std::optional<std::size_t> experiment;
    // Where `--output` puts a file on this machine; taken out of `arguments`. "": nowhere.
    std::filesystem::path output;

    // nullopt: it is for this machine. The error: it is for another one, and cannot be.
    static Result<std::optional<RemoteArguments>> parse(const std::vector<std::string>& command_line);
};

}  // namespace lathe::ctl
