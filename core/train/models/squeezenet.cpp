// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models/squeezenet.h"

#include <torch/nn/init.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/dropout.h>
#include <torch/nn/modules/pooling.h>

#include "core/train/models/image_input.h"

namespace lathe::train {

namespace nn = torch::nn;

namespace {

nn::Sequential conv_relu(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                         std::int64_t padding) {
    return nn::Sequential(nn::Conv2d(nn::Conv2dOptions(in, out, kernel).stride(stride).padding(padding)),
                          nn::ReLU(nn::ReLUOptions(true)));
}

nn::MaxPool2d pool() {
    return nn::MaxPool2d(nn::MaxPool2dOptions(3).stride(2).ceil_mode(true));
}

}  // namespace

Fire::Fire(std::int64_t in, std::int64_t squeeze, std::int64_t expand)
    : squeeze_(conv_relu(in, squeeze, 1, 1, 0)),
      expand1_(conv_relu(squeeze, expand, 1, 1, 0)),
      expand3_(conv_relu(squeeze, expand, 3, 1, 1)) {
    register_module("squeeze", squeeze_);
    register_module("expand1x1", expand1_);
    register_module("expand3x3", expand3_);
}

torch::Tensor Fire::forward(const torch::Tensor& x) {
    const torch::Tensor squeezed = squeeze_->forward(x);
    return torch::cat({expand1_->forward(squeezed), expand3_->forward(squeezed)}, 1);
}

SqueezeNet::SqueezeNet(const SqueezeNetOptions& options, const InputSpec& input) {
    const bool first = options.version == "1_0";
    require_pictures("squeezenet " + options.version, input, first ? 21 : 17);
    const auto fire = [this](std::int64_t in, std::int64_t squeeze, std::int64_t expand) {
        features_->push_back(std::make_shared<Fire>(in, squeeze, expand));
    };
    const std::int64_t width = first ? 96 : 64;
    features_->push_back(nn::Conv2d(nn::Conv2dOptions(input.channels, width, first ? 7 : 3).stride(2)));
    features_->push_back(nn::ReLU(nn::ReLUOptions(true)));
    features_->push_back(pool());
    fire(width, 16, 64);
    fire(128, 16, 64);
    if (first) {
        fire(128, 32, 128);
        features_->push_back(pool());
    } else {
        features_->push_back(pool());
        fire(128, 32, 128);
    }
    fire(256, 32, 128);
    if (!first) features_->push_back(pool());
    fire(256, 48, 192);
    fire(384, 48, 192);
    fire(384, 64, 256);
    if (first) features_->push_back(pool());
    fire(512, 64, 256);
    register_module("features", features_);

    const nn::Conv2d last(nn::Conv2dOptions(512, input.classes, 1));
    classifier_->push_back(nn::Dropout(options.dropout));
    classifier_->push_back(last);
    classifier_->push_back(nn::ReLU());
    classifier_->push_back(nn::AdaptiveAvgPool2d(nn::AdaptiveAvgPool2dOptions({1, 1})));
    register_module("classifier", classifier_);

    for (const auto& module : modules(/*include_self=*/false)) {
        if (auto* conv = module->as<nn::Conv2dImpl>()) {
            if (conv == last.get()) {
                nn::init::normal_(conv->weight, 0, 0.01);
            } else {
                nn::init::kaiming_uniform_(conv->weight);
            }
            nn::init::zeros_(conv->bias);
        }
    }
}

torch::Tensor SqueezeNet::forward(const torch::Tensor& x) {
    return classifier_->forward(features_->forward(x)).flatten(1);
}

}  // namespace lathe::train
