// SPDX-License-Identifier: GPL-3.0-or-later
// Outputs of a model as one array: its first size is the answers, the others are those of one answer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/train/use/inputs.h"

namespace lathe::train {

// Grows batch by batch.
class OutputArray {
  public:
    // `kind`: of the samples. In a text each character is an answer, in anything else each sample.
    explicit OutputArray(SampleKind kind) : kind_(kind) {}

    // What Predictor gives for a batch of `inputs`. Samples that could not be read are passed over. TrainError: the
    // outputs are not one for each sample, or of another size than those before.
    void add(const Inputs& inputs, std::int64_t first, const Batch& batch, const torch::Tensor& outputs);

    std::int64_t rows() const { return rows_; }  // answers
    std::vector<std::int64_t> shape() const;     // at least two sizes
    std::string bytes() const;                   // as a .npy file

  private:
    SampleKind kind_;
    std::vector<std::int64_t> of_answer_;  // sizes; empty: nothing was added
    std::int64_t rows_ = 0;
    std::vector<float> values_;
};

}  // namespace lathe::train
