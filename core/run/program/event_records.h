// SPDX-License-Identifier: GPL-3.0-or-later
// TensorBoard event files anywhere below the program's folder, as SummaryWriter, Lightning and TensorFlow write them.
#pragma once

#include <chrono>
#include <filesystem>
#include <set>
#include <vector>

#include "core/base/clock.h"
#include "core/run/program/event_series_names.h"
#include "core/run/program/program_record.h"
#include "core/store/event_file.h"

namespace lathe::run {

// Reads the scalars of these files as they grow; EventSeriesNames says what they are called.
class EventRecords final : public ProgramRecords {
  public:
    // `folder`: the program's; need not be there yet.
    explicit EventRecords(std::filesystem::path folder)
        : folder_(std::move(folder)), names_(folder_ / ".lathe" / "series.json"), begun_(to_unix_seconds(now())) {}

    std::optional<std::vector<ProgramRecord>> poll() override;
    // Where folders are many, not each poll looks for new ones; the end does.
    void end() override { look_for_folders(); }

  private:
    // One folder's files, and where it is.
    struct Folder {
        std::filesystem::path path;  // relative
        store::EventFolderReader reader;
    };

    void look_for_folders();
    void take(Folder& folder, std::vector<ProgramRecord>& records);

    std::filesystem::path folder_;
    EventSeriesNames names_;
    double begun_;                 // when the program was started, or started again; Unix seconds
    std::vector<Folder> folders_;  // the one that was written first comes first
    std::set<std::filesystem::path> seen_;
    bool has_told_of_too_many_ = false;
    std::chrono::steady_clock::time_point look_again_{};
};

// An event file below `folder` that was written after `since`, relative; not those of studies, whose workspace may be
// there. Looks at a bounded number of entries. "": there is none.
std::filesystem::path event_file_elsewhere(const std::filesystem::path& folder, std::filesystem::file_time_type since);

}  // namespace lathe::run
