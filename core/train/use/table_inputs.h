// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a table for a model, read and encoded as those of its training.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/train/use/input_file.h"
#include "core/train/use/inputs.h"

namespace lathe::train {

class TableInputs : public Inputs {
  public:
    // Columns are matched by their names; others are left aside. The target may be there: its values are the answers
    // then. TrainError: columns that are missing, cells that are not what the training had.
    TableInputs(const TrainedModel& model, const InputFile& file);

    std::shared_ptr<const Dataset> samples() const override { return samples_; }
    // FILE:LINE
    std::string name(std::int64_t sample, std::int64_t answer) const override;

    // The rows whose answer is known.
    const std::vector<std::int64_t>& rows_with_answer() const { return known_; }

  private:
    void take(const TrainedModel& model, const std::string& path);

    std::string file_;
    std::shared_ptr<const Dataset> samples_;
    std::vector<int> lines_;
    std::vector<std::int64_t> known_;
};

// The rows of a table that have a target, as data for a test. TrainError: none has.
TestData table_test_data(const TrainedModel& model, const InputFile& file);

}  // namespace lathe::train
