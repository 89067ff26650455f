// SPDX-License-Identifier: GPL-3.0-or-later
// SqueezeNet (Iandola et al. 2016), versions 1.0 and 1.1 as torchvision has them.
#pragma once

#include <torch/nn/modules/container/sequential.h>

#include "core/train/models/model_options.h"
#include "core/train/models/network.h"

namespace lathe::train {

// Squeeze to few channels, then expand with 1x1 and 3x3 filters side by side.
class Fire : public torch::nn::Module {
  public:
    // Channels: of the input, after the squeeze, and after each of the two expansions.
    Fire(std::int64_t in, std::int64_t squeeze, std::int64_t expand);
    // Computes the block: [batch, in, height, width] -> [batch, 2 * expand, height, width].
    torch::Tensor forward(const torch::Tensor& x);

  private:
    torch::nn::Sequential squeeze_;
    torch::nn::Sequential expand1_;
    torch::nn::Sequential expand3_;
};

// Convolutions, Fire modules and a classifier of 1x1 filters.
class SqueezeNet : public Network {
  public:
    // Images of 17x17 or more (version 1_0: 21x21).
    SqueezeNet(const SqueezeNetOptions& options, const InputSpec& input);
    torch::Tensor forward(const torch::Tensor& x) override;

  private:
    torch::nn::Sequential features_;
    torch::nn::Sequential classifier_;
};

}  // namespace lathe::train
