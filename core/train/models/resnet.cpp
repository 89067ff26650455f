// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models/resnet.h"

#include <torch/nn/init.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/pooling.h>

#include "core/train/models/batch_norm.h"
#include "core/train/models/image_input.h"

namespace lathe::train {

namespace nn = torch::nn;

namespace {

nn::Sequential conv_norm(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride, bool relu) {
    nn::Sequential layers(nn::Conv2d(nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false)),
                          std::make_shared<BatchNorm2d>(out));
    if (relu) layers->push_back(nn::ReLU(nn::ReLUOptions(true)));
    return layers;
}

// x + f(x). ResNet-18 has its last ReLU after the sum, and projects x where the shape changes.
class Residual : public nn::Module {
  public:
    Residual(std::int64_t in, std::int64_t out, std::int64_t stride, bool relu_after)
        : inner_(conv_norm(in, out, 3, stride, true)), relu_after_(relu_after) {
        inner_->extend(*conv_norm(out, out, 3, 1, !relu_after));
        register_module("inner", inner_);
        if (in != out || stride != 1) shortcut_ = register_module("shortcut", conv_norm(in, out, 1, stride, false));
    }

    torch::Tensor forward(const torch::Tensor& x) {
        const torch::Tensor sum = inner_->forward(x) + (shortcut_ ? shortcut_->forward(x) : x);
        return relu_after_ ? sum.relu() : sum;
    }

  private:
    nn::Sequential inner_;
    nn::Sequential shortcut_{nullptr};
    bool relu_after_;
};

}  // namespace

ResNet::ResNet(const ResNetOptions& options, const InputSpec& input) {
    require_pictures("resnet", input, 8);
    if (options.depth == "9") build_9(options.width, input.channels);
    else build_18(options.width, input);
    classifier_ = nn::Linear(8 * options.width, input.classes);
    register_module("features", features_);
    register_module("classifier", classifier_);
    for (const auto& module : modules(/*include_self=*/false)) {
        if (auto* conv = module->as<nn::Conv2dImpl>()) {
            nn::init::kaiming_normal_(conv->weight, 0, torch::kFanOut, torch::kReLU);
        }
    }
}

void ResNet::build_9(std::int64_t width, std::int64_t channels) {
    const auto stage = [this](std::int64_t in, std::int64_t out, bool residual) {
        features_->extend(*conv_norm(in, out, 3, 1, true));
        features_->push_back(nn::MaxPool2d(2));
        if (residual) features_->push_back(std::make_shared<Residual>(out, out, 1, false));
    };
    features_->extend(*conv_norm(channels, width, 3, 1, true));
    stage(width, 2 * width, true);
    stage(2 * width, 4 * width, false);
    stage(4 * width, 8 * width, true);
    features_->push_back(nn::AdaptiveMaxPool2d(nn::AdaptiveMaxPool2dOptions({1, 1})));
}

void ResNet::build_18(std::int64_t width, const InputSpec& input) {
    const bool large = input.height >= 64 && input.width >= 64;
    features_->extend(*conv_norm(input.channels, width, large ? 7 : 3, large ? 2 : 1, true));
    if (large) features_->push_back(nn::MaxPool2d(nn::MaxPool2dOptions(3).stride(2).padding(1)));
    std::int64_t in = width;
    for (std::int64_t stage = 0; stage < 4; ++stage) {
        const std::int64_t out = width << stage;
        features_->push_back(std::make_shared<Residual>(in, out, stage == 0 ? 1 : 2, true));
        features_->push_back(std::make_shared<Residual>(out, out, 1, true));
        in = out;
    }
    features_->push_back(nn::AdaptiveAvgPool2d(nn::AdaptiveAvgPool2dOptions({1, 1})));
}

torch::Tensor ResNet::forward(const torch::Tensor& x) {
    return classifier_->forward(features_->forward(x).flatten(1));
}

}  // namespace lathe::train
