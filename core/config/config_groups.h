// SPDX-License-Identifier: GPL-3.0-or-later
// The files that a composition may read: a folder with its groups, further folders of `hydra.searchpath`, and the few
// files of Hydra's own that every application of it starts from. Not synchronised.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/config/document.h"

namespace lathe::config {

// A file of a group, or one of Hydra's own.
struct GroupFile {
    Value value;
    std::string file;                   // as shown; "" for Hydra's own
    std::optional<std::string> header;  // its "# @package"
    std::size_t bytes = 0;
};

// Finds and reads the files of groups, each once.
class ConfigGroups {
  public:
    // `root`: the folder that is searched first.
    explicit ConfigGroups(std::filesystem::path root);

    // Folders that are searched after the first one.
    void add_root(std::filesystem::path folder) { roots_.push_back(std::move(folder)); }

    // The file at "db/mysql", each read once; nullptr: there is none; a path that begins with "/" names none. Fails on
    // a file that cannot be read, and on one that would replace Hydra's own hydra/config.
    Result<const GroupFile*> load(const std::string& path);
    // The file of the folders at `path` that one of Hydra's own stands before; "": none does.
    std::string hidden_by_hydra(const std::string& path) const;
    // Whether a folder of that name holds configs.
    bool is_group(const std::string& name) const { return !name.empty() && !options_of(name).empty(); }
    // The names of the configs in a group, Hydra's own among them, in alphabetical order.
    std::vector<std::string> options_of(const std::string& group) const;
    // The path, for messages, at which a file of this name is looked for.
    std::string shown_path(const std::string& path) const;

  private:
    std::string found(const std::string& path) const;

    std::vector<std::filesystem::path> roots_;
    std::map<std::string, std::unique_ptr<GroupFile>> files_;
};

}  // namespace lathe::config
