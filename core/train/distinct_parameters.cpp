// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/distinct_parameters.h"

#include <unordered_set>

namespace lathe::train {

std::vector<torch::Tensor> distinct_parameters(const torch::nn::Module& module) {
    std::vector<torch::Tensor> all = module.parameters();
    std::unordered_set<const c10::TensorImpl*> seen;
    std::erase_if(all, [&seen](const torch::Tensor& one) { return !seen.insert(one.unsafeGetTensorImpl()).second; });
    return all;
}

}  // namespace lathe::train
