// SPDX-License-Identifier: GPL-3.0-or-later
// A workspace: the folder that holds every study, and its index, which is a cache (delete it and it is rebuilt).
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/store/study_summary.h"

namespace lathe::store {

class Workspace {
  public:
    explicit Workspace(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // All studies, newest first. Uses the index for folders whose files have not changed, and brings it up to date when
    // the folder can be written. Any thread, any number of processes; one call at a time on one object. Folders that
    // are no studies are passed over; a damaged study is listed with what can be read of it.
    Result<std::vector<StudySummary>> list();
    // A study or trial folder by path, or by name within the workspace ("fashion-lenet-20261124-100203", also with
    // "/trials/0003"). Absolute.
    Result<std::filesystem::path> find(const std::string& name_or_path) const;
    // Makes <experiment>-<yyyymmdd-hhmmss>, with a suffix when that is taken. Characters that file names or shells do
    // not bear become '_'. `fill` writes what a study begins with into a hidden folder, which then takes its name: a
    // study appears whole or not at all.
    using Fill = std::function<Result<void>(const std::filesystem::path& folder)>;
    Result<std::filesystem::path> add_study(const std::string& experiment, const Fill& fill) const;
    // Takes the name of a study that will be made later, as an empty folder: no other is given it, and it outlasts a
    // crash. The study is then made there; if it is already, that is an error.
    Result<std::string> reserve_study(const std::string& experiment) const;
    Result<std::filesystem::path> add_reserved_study(const std::string& name, const Fill& fill) const;
    const std::filesystem::path& folder() const { return folder_; }

  private:
    using TakeName = std::function<std::filesystem::path(const std::filesystem::path& hidden)>;
    Result<std::filesystem::path> make_study(const Fill& fill, const TakeName& take_name) const;
    std::filesystem::path take_name(const std::filesystem::path& hidden, const std::string& name) const;

    std::filesystem::path folder_;
};

}  // namespace lathe::store
