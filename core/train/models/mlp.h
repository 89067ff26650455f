// SPDX-License-Identifier: GPL-3.0-or-later
// Fully connected layers over the flattened sample; categories of a table go through an embedding first.
#pragma once

#include <torch/nn/modules/container/sequential.h>

#include "core/train/models/category_embedding.h"
#include "core/train/models/model_options.h"
#include "core/train/models/network.h"

namespace lathe::train {

// Takes pictures and tables of any shape.
class Mlp : public Network {
  public:
    // TrainError: a hidden layer of less than 1 unit.
    Mlp(const MlpOptions& options, const InputSpec& input);
    torch::Tensor forward(const torch::Tensor& x) override;

  private:
    std::shared_ptr<CategoryEmbedding> categories_;  // null: the sample has none
    torch::nn::Sequential layers_;
};

}  // namespace lathe::train
