// SPDX-License-Identifier: GPL-3.0-or-later
// Outputs of a model as one array: its first size is the answers, the others are those of one answer.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/train/use/inputs.h"
#include "core/train/use/npy_file.h"

namespace lathe::train {

// Grows batch by batch, and keeps none of the numbers.
class OutputArray {
  public:
    // Takes the next bytes of the file.
    using Write = std::function<void(std::string_view)>;
    // `kind`: of the samples. In a text each character is an answer, in anything else each sample. `write` is given the
    // numbers in order, whose place is behind header().
    OutputArray(SampleKind kind, Write write) : kind_(kind), write_(std::move(write)) {}

    // What Predictor gives for a batch of `inputs`. Samples that could not be read are passed over. TrainError: the
    // outputs are not one for each sample, or of another size than those before. Numbers of 64 bits stay so, if the
    // first ones are.
    void add(const Inputs& inputs, std::int64_t first, const Batch& batch, const torch::Tensor& outputs);

    std::int64_t rows() const { return rows_; }  // answers
    std::vector<std::int64_t> shape() const;     // at least two sizes
    std::string header() const;                  // of a .npy file with what was added, npy_header_size bytes

  private:
    SampleKind kind_;
    Write write_;
    std::vector<std::int64_t> of_answer_;  // sizes; empty: nothing was added
    std::int64_t rows_ = 0;
    NpyType type_ = NpyType::float32;
};

}  // namespace lathe::train
