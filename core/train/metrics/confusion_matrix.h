// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of (true class, predicted class), and what follows from them.
#pragma once

#include <cstdint>
#include <string>

#include "core/run/trial_body.h"
#include "core/train/tensor.h"

namespace lathe::train {

class RankGroup;

// Averages over the classes that occur, in truth or prediction, as scikit-learn's `average="macro"`; 0 divided by 0 is
// 0.
struct ClassScores {
    double accuracy = 0;
    double precision = 0;
    double recall = 0;
    double f1 = 0;
};

// Counts on the device of what is added.
class ConfusionMatrix {
  public:
    explicit ConfusionMatrix(std::int64_t classes) : classes_(classes) {}  // all counts are 0

    // Sets all counts to 0, before an evaluation.
    void reset() { counts_ = torch::Tensor(); }
    // Counts a batch; int64 [batch] each, both on any one device.
    void add(const torch::Tensor& predicted, const torch::Tensor& truth);
    // Adds up the counts of all ranks, which call it together.
    void reduce(const RankGroup& ranks);
    // The counts: int64 [classes, classes] on the CPU; rows are true classes.
    torch::Tensor counts() const;
    // The scores over all classes; 0 when nothing was added. Reads the device.
    ClassScores scores() const;
    // A picture of the matrix: rows as parts of their class, from white to blue.
    run::Picture picture() const;

  private:
    std::int64_t classes_;
    torch::Tensor counts_;  // flat, on the device
};

}  // namespace lathe::train
