// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/weights_digest.h"

#include <c10/core/GradMode.h>
#include <fmt/format.h>

#include "core/base/checksum.h"
#include "core/train/module.h"
#include "core/train/weights.h"

namespace lathe::train {

config::Value weights_digest(const Module& module) {
    const c10::NoGradGuard no_grad;
    Checksum sum;
    std::int64_t count = 0;
    for (const auto& [name, weight] : weights_of(module)) {
        const torch::Tensor bytes = weight.detach().to(torch::kCPU).contiguous();
        std::string head = fmt::format("{}\n{}\n", name, static_cast<int>(bytes.scalar_type()));
        for (const auto size : bytes.sizes()) head += fmt::format("{} ", size);
        sum.add(head);
        sum.add({static_cast<const char*>(bytes.data_ptr()), bytes.nbytes()});
        count += bytes.numel();
    }
    return config::Value(config::Dict{{"count", count}, {"xxh3", sum.hex()}});
}

}  // namespace lathe::train
