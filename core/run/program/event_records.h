// SPDX-License-Identifier: GPL-3.0-or-later
// TensorBoard event files anywhere below the program's folder, as SummaryWriter, Lightning and TensorFlow write them.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>

#include "core/run/program/program_record.h"
#include "core/store/event_file.h"

namespace lathe::run {

// Reads the scalars of these files as they grow.
class EventRecords final : public ProgramRecords {
  public:
    // `folder`: the program's; need not be there yet.
    explicit EventRecords(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::optional<std::vector<ProgramRecord>> poll() override;
    // Where folders are many, not each poll looks for new ones; the end does.
    void end() override { look_for_folders(); }

  private:
    void look_for_folders();

    std::filesystem::path folder_;
    std::map<std::filesystem::path, store::EventFolderReader> readers_;  // by folder
    std::chrono::steady_clock::time_point look_again_{};
};

}  // namespace lathe::run
