#include "core/train/weights_digest.h"

#include <xxhash.h>

#include <memory>

#include <c10/core/GradMode.h>
#include <fmt/format.h>

#include "core/train/module.h"
#include "core/train/weights.h"

namespace lathe::train {

config::Value weights_digest(const Module& module) {
    const c10::NoGradGuard no_grad;
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
    XXH3_128bits_reset(state.get());
    std::int64_t count = 0;
    for (const auto& [name, weight] : weights_of(module)) {
        const torch::Tensor bytes = weight.detach().to(torch::kCPU).contiguous();
        std::string head = fmt::format("{}\n{}\n", name, static_cast<int>(bytes.scalar_type()));
        for (const auto size : bytes.sizes()) head += fmt::format("{} ", size);
        XXH3_128bits_update(state.get(), head.data(), head.size());
        XXH3_128bits_update(state.get(), bytes.data_ptr(), bytes.nbytes());
        count += bytes.numel();
    }
    const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
    return config::Value(
        config::Dict{{"count", count}, {"xxh3", fmt::format("{:016x}{:016x}", hash.high64, hash.low64)}});
}

}  // namespace lathe::train
