// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models/lenet.h"

#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/pooling.h>

#include "core/train/models/batch_norm.h"
#include "core/train/models/image_input.h"

namespace lathe::train {

namespace nn = torch::nn;

LeNet::LeNet(const LeNetOptions& options, const InputSpec& input) {
    require_pictures("lenet", input, 12);
    const bool normalise = options.version == "1_1";
    const auto stage = [&](std::int64_t in, std::int64_t out, std::int64_t padding) {
        features_->push_back(nn::Conv2d(nn::Conv2dOptions(in, out, 5).padding(padding).bias(!normalise)));
        if (normalise) features_->push_back(std::make_shared<BatchNorm2d>(out));
        features_->push_back(nn::ReLU(nn::ReLUOptions(true)));
        features_->push_back(nn::MaxPool2d(2));
    };
    stage(input.channels, 6, 2);
    stage(6, 16, 0);
    const std::int64_t height = (input.height / 2 - 4) / 2;
    const std::int64_t width = (input.width / 2 - 4) / 2;
    const auto dense = [&](std::int64_t in, std::int64_t out) {
        classifier_->push_back(nn::Linear(in, out));
        classifier_->push_back(nn::ReLU(nn::ReLUOptions(true)));
    };
    dense(16 * height * width, 120);
    dense(120, 84);
    classifier_->push_back(nn::Linear(84, input.classes));
    register_module("features", features_);
    register_module("classifier", classifier_);
}

torch::Tensor LeNet::forward(const torch::Tensor& x) {
    return classifier_->forward(features_->forward(x).flatten(1));
}

}  // namespace lathe::train
