// SPDX-License-Identifier: GPL-3.0-or-later
// Learned numbers for the categories of a table.
#pragma once

#include <cstdint>
#include <vector>

#include <torch/nn/module.h>
#include <torch/nn/modules/embedding.h>

#include "core/train/data/dataset.h"

namespace lathe::train {

class CategoryEmbedding : public torch::nn::Module {
  public:
    // A category column of n values becomes min(50, (n + 1) / 2) numbers; the value 0, which training may never meet,
    // starts as zeros.
    explicit CategoryEmbedding(const InputSpec& input);

    // The number of columns that a row becomes.
    std::int64_t width() const { return width_; }
    // Embeds a batch, [batch, columns] -> [batch, width()]: the numbers as they are, then each category's.
    torch::Tensor forward(const torch::Tensor& x);

  private:
    std::vector<std::int64_t> category_columns_;
    torch::Tensor number_columns_;  // no buffer: Module::to() would make floats of it
    std::vector<torch::nn::Embedding> embeddings_;
    std::int64_t width_ = 0;
};

}  // namespace lathe::train
