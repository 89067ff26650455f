// SPDX-License-Identifier: GPL-3.0-or-later
// LeNet-5 (LeCun, Bottou, Bengio, Haffner 1998) with ReLU and max pooling.
#pragma once

#include <torch/nn/modules/container/sequential.h>

#include "core/train/models/model_options.h"
#include "core/train/models/network.h"

namespace lathe::train {

class LeNet : public Network {
  public:
    // Images of 12x12 or more.
    LeNet(const LeNetOptions& options, const InputSpec& input);
    torch::Tensor forward(const torch::Tensor& x) override;

  private:
    torch::nn::Sequential features_;
    torch::nn::Sequential classifier_;
};

}  // namespace lathe::train
