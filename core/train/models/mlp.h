// Fully connected layers over the flattened sample.
#pragma once

#include <torch/nn/modules/container/sequential.h>

#include "core/train/models/model_options.h"
#include "core/train/models/network.h"

namespace lathe::train {

class Mlp : public Network {
  public:
    Mlp(const MlpOptions& options, const InputSpec& input);
    torch::Tensor forward(const torch::Tensor& x) override;

  private:
    torch::nn::Sequential layers_;
};

}  // namespace lathe::train
