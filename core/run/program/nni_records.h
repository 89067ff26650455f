// SPDX-License-Identifier: GPL-3.0-or-later
// NNI's local protocol: .nni/metrics in the program's folder, records of "ME", six decimal digits (the length in bytes)
// and one JSON object with a line end, whose `value` is JSON in a string (nni 3.0,
// nni/runtime/trial_command_channel/local.py).
#pragma once

#include <filesystem>

#include "core/run/program/growing_file.h"
#include "core/run/program/program_record.h"

namespace lathe::run {

// Reads NNI's file of metrics as it grows.
class NniRecords final : public ProgramRecords {
  public:
    // `folder`: the program's; the file need not be there yet.
    explicit NniRecords(const std::filesystem::path& folder) : file_(folder / ".nni" / "metrics") {}

    std::optional<std::vector<ProgramRecord>> poll() override;
    void end() override;

  private:
    void take_record(const std::string& text, std::vector<ProgramRecord>& records);
    void take_value(const std::string& text, ProgramRecord& record);
    void problem(const std::string& what);

    GrowingFile file_;
    std::int64_t count_ = 0;  // of records
};

}  // namespace lathe::run
