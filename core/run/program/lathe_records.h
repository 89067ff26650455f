// SPDX-License-Identifier: GPL-3.0-or-later
// The protocol of the Python package `lathe`: .lathe/metrics.jsonl in the program's folder, one JSON object a line:
//   {"step": 3, "time": 1732900000.5, "metrics": {"val_loss": 0.42}}    step and time may be absent
//   {"finish": true, "metrics": {...}}                                  the result
#pragma once

#include <filesystem>

#include "core/run/program/growing_file.h"
#include "core/run/program/program_record.h"

namespace lathe::run {

// Reads metrics.jsonl as it grows.
class LatheRecords final : public ProgramRecords {
  public:
    // `folder`: the program's; the file need not be there yet.
    explicit LatheRecords(const std::filesystem::path& folder) : file_(folder / ".lathe" / "metrics.jsonl") {}

    std::optional<std::vector<ProgramRecord>> poll() override;
    void end() override;

  private:
    void take_line(const std::string& line, std::vector<ProgramRecord>& records);

    GrowingFile file_;
    std::int64_t lines_ = 0;
};

}  // namespace lathe::run
