// SPDX-License-Identifier: GPL-3.0-or-later
// An item of a defaults list with its place in the whole: which file it means, and where that file's keys go.
#pragma once

#include <optional>
#include <string>

#include "core/config/defaults_list.h"

namespace lathe::config {

// An item and its place. Value type.
struct DefaultsNode {
    DefaultsItem item;
    std::string base;                   // group of the file whose list it stands in, from the root: "db"
    std::string parent_package;         // where that file's keys go
    std::optional<std::string> header;  // "# @package" of its own file

    // `item` in the list of a file of group `base`, whose keys go to `package`.
    static DefaultsNode below(DefaultsItem item, std::string base, std::string package);
    // The file `index` of an item that names several.
    DefaultsNode one_of(std::size_t index) const;

    // From the root: "db/engine".
    std::string group() const;
    // The name of the chosen file; "": nothing is chosen, or the item names several.
    std::string name() const;
    // The path of the file from the root, without its suffix: "db/engine/rocks".
    std::string path() const;
    // Where the file's keys go: "db.engine", "" for the root.
    std::string package() const { return package_of(item.package ? item.package : header); }
    // What an override calls the choice: "db/engine", or "opt@slow" where it goes to a place of its own.
    std::string key() const;

  private:
    std::string package_of(const std::optional<std::string>& wanted) const;
};

// What the first lines of a file say of its package ("# @package NAME"), from the root.
std::optional<std::string> package_header(const std::string& text);

}  // namespace lathe::config
