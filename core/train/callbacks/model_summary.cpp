// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/callbacks/model_summary.h"

#include <fmt/format.h>

#include "core/base/plural.h"
#include "core/train/distinct_parameters.h"
#include "core/train/module.h"
#include "core/train/trainer.h"

namespace lathe::train {

namespace {

// "torch::nn::Conv2dImpl" -> "Conv2d"
std::string kind_of(const torch::nn::Module& module) {
    std::string name = module.name();
    name.erase(0, name.rfind(':') == std::string::npos ? 0 : name.rfind(':') + 1);
    if (name.ends_with("Impl")) name.resize(name.size() - 4);
    return name;
}

std::int64_t own_parameters(const torch::nn::Module& module) {
    std::int64_t count = 0;
    for (const auto& parameter : module.parameters(/*recurse=*/false)) count += parameter.numel();
    return count;
}

}  // namespace

std::string summarize(const torch::nn::Module& module) {
    std::string table = fmt::format("| {:<32} {:<18} {:>12}\n", "layer", "kind", "parameters");
    for (const auto& item : module.named_modules(/*name_prefix=*/std::string(), /*include_self=*/false)) {
        const std::int64_t count = own_parameters(*item.value());
        if (count == 0) continue;
        table += fmt::format("| {:<32} {:<18} {:>12}\n", item.key(), kind_of(*item.value()), count);
    }
    std::int64_t all = 0;
    std::int64_t trainable = 0;
    for (const auto& parameter : distinct_parameters(module)) {
        all += parameter.numel();
        if (parameter.requires_grad()) trainable += parameter.numel();
    }
    return table + fmt::format("{}, {} trainable", counted(all, "parameter"), trainable);
}

void ModelSummary::on_fit_start(Trainer& trainer) {
    trainer.log_lines(summarize(trainer.module()));
}

}  // namespace lathe::train
