// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/weights.h"

#include <c10/core/GradMode.h>

#include <sstream>

#include "core/train/error.h"
#include "core/train/module.h"
#include "core/train/state.h"

namespace lathe::train {

namespace {

constexpr std::string_view weight_prefix = "model.";

std::string name_in_module(const std::string& weight) {
    return weight.substr(weight_prefix.size());
}

std::string shape_of(const torch::Tensor& tensor) {
    std::ostringstream text;
    text << tensor.sizes();
    return text.str();
}

}  // namespace

std::map<std::string, torch::Tensor> weights_of(const Module& module) {
    const std::string prefix(weight_prefix);
    std::map<std::string, torch::Tensor> weights;
    for (const auto& item : module.named_parameters()) weights[prefix + item.key()] = item.value();
    for (const auto& item : module.named_buffers()) weights[prefix + item.key()] = item.value();
    return weights;
}

void load_weights(Module& module, const State& state) {
    const c10::NoGradGuard no_grad;
    auto weights = weights_of(module);
    std::string differences;
    const auto differs = [&differences](const std::string& text) {
        differences += (differences.empty() ? "" : "; ") + text;
    };
    for (const auto& [name, tensor] : weights) {
        const auto found = state.tensors.find(name);
        if (found == state.tensors.end()) {
            differs(name_in_module(name) + " is not in the checkpoint");
        } else if (found->second.sizes() != tensor.sizes()) {
            differs(name_in_module(name) + " is " + shape_of(found->second) + " in the checkpoint and " +
                    shape_of(tensor) + " in the network");
        }
    }
    for (const auto& [name, tensor] : state.tensors) {
        if (!name.starts_with(weight_prefix) || weights.contains(name)) continue;
        differs(name_in_module(name) + " is not in the network");
    }
    if (!differences.empty()) {
        throw TrainError("the checkpoint does not fit the network: " + differences,
                         "use the network and the data that it was made with");
    }
    for (auto& [name, tensor] : weights) tensor.copy_(state.tensor(name));
}

void put_channels_last(Module& module) {
    for (torch::Tensor& parameter : module.parameters())
        if (parameter.dim() == 4) parameter.set_data(parameter.detach().contiguous(at::MemoryFormat::ChannelsLast));
}

}  // namespace lathe::train
