// SPDX-License-Identifier: GPL-3.0-or-later
// A workspace: the folder that holds every study, and its index, which is a cache (delete it and it is rebuilt).
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/store/study_summary.h"

namespace lathe::store {

// The studies of one folder. Const functions from any thread and any number of processes at once.
class Workspace {
  public:
    // Touches nothing. The folder is made with its first study; list() fails until it is there.
    explicit Workspace(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // All studies, newest first. Uses the index for folders whose files have not changed, and brings it up to date when
    // the folder can be written. Any thread, any number of processes; one call at a time on one object. Folders that
    // are no studies are passed over; a damaged study is listed with what can be read of it.
    Result<std::vector<StudySummary>> list();
    // The folder of a study or trial, absolute: by path, or by name within the workspace
    // ("fashion-lenet-20261124-100203", also with "/trials/0003").
    Result<std::filesystem::path> find(const std::string& name_or_path) const;
    // Writes what a study begins with into a hidden folder, which then takes the study's name: a study appears whole or
    // not at all.
    using Fill = std::function<Result<void>(const std::filesystem::path& folder)>;
    // Makes the folder of a new study, <experiment>-<yyyymmdd-hhmmss> with a suffix when that is taken, and gives it.
    // Characters that file names or shells do not bear become '_'. An error of `fill` is returned, and nothing is left
    // behind.
    Result<std::filesystem::path> add_study(const std::string& experiment, const Fill& fill) const;
    // Takes the name of a study that will be made later, as an empty folder, and gives the name: no other is given it,
    // and it outlasts a crash.
    Result<std::string> reserve_study(const std::string& experiment) const;
    // Makes the study whose name was reserved, and gives its folder; if it is made already, that is an error.
    Result<std::filesystem::path> add_reserved_study(const std::string& name, const Fill& fill) const;
    const std::filesystem::path& folder() const { return folder_; }  // as it was given

  private:
    using TakeName = std::function<std::filesystem::path(const std::filesystem::path& hidden)>;
    Result<std::filesystem::path> make_study(const Fill& fill, const TakeName& take_name) const;
    std::filesystem::path take_name(const std::filesystem::path& hidden, const std::string& name) const;

    std::filesystem::path folder_;
};

}  // namespace lathe::store
