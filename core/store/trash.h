// SPDX-License-Identifier: GPL-3.0-or-later
// Studies and trials that were deleted: WORKSPACE/.trash, until it is emptied. Each entry is a folder of its own with
// entry.json, which says where its files came from, and files/.
//
// A deleted study is a folder that was renamed, so that its size does not matter. A deleted trial leaves trial.json and
// params.json where they were, marked as deleted: the tuner went by them, and resuming must not run it again.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/error.h"

namespace lathe::store {

// A study or a trial that was deleted.
struct TrashEntry {
    std::string id;     // its folder's name in .trash
    std::string study;  // name of the study's folder in the workspace
    std::optional<int> trial;
    Time time;  // when it was deleted

    // Where it was in the workspace: STUDY, or STUDY/trials/0003.
    std::string where() const;
};

// The trash of one workspace.
class Trash {
  public:
    // Touches nothing: .trash is made when something is first deleted.
    explicit Trash(std::filesystem::path workspace) : workspace_(std::move(workspace)) {}

    // Moves a study of this workspace, or one of its trials, into .trash. Refuses what runs.
    Result<TrashEntry> remove(const std::filesystem::path& record) const;
    // Puts what was removed back where it was; refuses when something stands there.
    Result<void> restore(const std::string& id) const;
    // All that is in .trash, the latest first. What cannot be read is left out.
    std::vector<TrashEntry> list() const;
    // Deletes all of .trash for good; gives how many things these were.
    Result<int> empty() const;

  private:
    Result<TrashEntry> add_entry(const std::string& study, std::optional<int> trial) const;
    Result<void> move_study(const TrashEntry& entry) const;
    Result<void> move_trial(const TrashEntry& entry) const;
    std::filesystem::path folder() const { return workspace_ / ".trash"; }
    std::filesystem::path files_of(const TrashEntry& entry) const { return folder() / entry.id / "files"; }

    std::filesystem::path workspace_;
};

}  // namespace lathe::store
