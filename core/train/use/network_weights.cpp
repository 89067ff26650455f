// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/network_weights.h"

#include <algorithm>

#include <torch/types.h>

namespace lathe::train {

NamedTensors network_weights(const TrainedModel& model) {
    const torch::nn::Module& module = model.network ? static_cast<const torch::nn::Module&>(*model.network)
                                                    : static_cast<const torch::nn::Module&>(*model.module);
    NamedTensors weights;
    const auto add = [&weights](std::string name, const torch::Tensor& tensor) {
        std::replace(name.begin(), name.end(), '/', '.');  // as a network from TorchScript writes the dots
        weights.emplace_back(std::move(name), tensor.detach().cpu().contiguous());
    };
    for (const auto& item : module.named_parameters()) add(item.key(), item.value());
    for (const auto& item : module.named_buffers()) add(item.key(), item.value());
    return weights;
}

}  // namespace lathe::train
