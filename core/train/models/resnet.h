// SPDX-License-Identifier: GPL-3.0-or-later
// Residual networks (He, Zhang, Ren, Sun 2016) for small images.
#pragma once

#include <torch/nn/modules/container/sequential.h>

#include "core/train/models/model_options.h"
#include "core/train/models/network.h"

namespace lathe::train {

// Depth 9: a convolution, three stages that halve the image, the first and the last with a residual block, and a linear
// layer (after David Page's entry to DAWNBench, 2018). Depth 18: ResNet-18, whose first layers do not shrink images
// below 64 pixels.
class ResNet : public Network {
  public:
    // Images of 8x8 or more.
    ResNet(const ResNetOptions& options, const InputSpec& input);
    torch::Tensor forward(const torch::Tensor& x) override;

  private:
    void build_9(std::int64_t width, std::int64_t channels);
    void build_18(std::int64_t width, const InputSpec& input);

    torch::nn::Sequential features_;
    torch::nn::Linear classifier_{nullptr};
};

}  // namespace lathe::train
