// SPDX-License-Identifier: GPL-3.0-or-later
// One `defaults:` list as it is written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/config/value.h"

namespace lathe::config {

// One item of the list.
struct DefaultsItem {
    // What an item stands for: `_self_`, a file, or the choice of a group.
    enum class Kind : std::uint8_t { self, file, choice };
    Kind kind = Kind::file;
    std::string group;                   // "" or "network" or "/db/server", as written; "/" is the root
    std::optional<std::string> package;  // behind '@'
    std::vector<std::string> names;      // of the files in the group; none for null
    bool is_list = false;                // the names were written as a list
    bool optional = false;
    bool is_override = false;
    const Value* at = nullptr;  // where it stands; nullptr: on the command line

    // Whether the name is taken from other choices: "${dataset}_${model}".
    bool is_interpolation() const;
    // "???": to be chosen elsewhere.
    bool is_missing() const;
    // Sets group and name of a file from "group/name".
    void set_path(const std::string& path);
};

// Reads a defaults list. The errors are those of all its items. `list` must outlive the items.
tl::expected<std::vector<DefaultsItem>, Errors> parse_defaults(const Value& list);

// An error of composing, at a value; nullptr: at none.
Error composition_error(const Value* at, std::string what, std::string hint);

}  // namespace lathe::config
