// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models/mlp.h"

#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/dropout.h>
#include <torch/nn/modules/linear.h>

#include "core/train/error.h"

namespace lathe::train {

namespace nn = torch::nn;

Mlp::Mlp(const MlpOptions& options, const InputSpec& input) {
    std::int64_t in = input.channels * input.height * input.width;
    if (!input.categories.empty()) {
        categories_ = register_module("categories", std::make_shared<CategoryEmbedding>(input));
        in = categories_->width();
    }
    for (const std::int64_t units : options.hidden) {
        if (units < 1) {
            throw TrainError("a hidden layer needs at least 1 unit, found " + std::to_string(units), {},
                             "network.hidden");
        }
        layers_->push_back(nn::Linear(in, units));
        if (options.activation == "gelu") {
            layers_->push_back(nn::GELU());
        } else if (options.activation == "tanh") {
            layers_->push_back(nn::Tanh());
        } else if (options.activation == "silu") {
            layers_->push_back(nn::SiLU());
        } else {
            layers_->push_back(nn::ReLU());
        }
        if (options.dropout > 0) layers_->push_back(nn::Dropout(options.dropout));
        in = units;
    }
    layers_->push_back(nn::Linear(in, input.classes));
    register_module("layers", layers_);
}

torch::Tensor Mlp::forward(const torch::Tensor& x) {
    return layers_->forward(categories_ ? categories_->forward(x) : x.flatten(1));
}

}  // namespace lathe::train
