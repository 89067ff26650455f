// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optim/parameter_groups.h"

#include <algorithm>
#include <string>

#include "core/train/error.h"

namespace lathe::train {

namespace {

void check_pattern(const torch::nn::Module& module, const std::string& pattern, const char* key) {
    std::string names;
    for (const auto& item : module.named_parameters()) {
        if (fits_pattern(item.key(), pattern)) return;
        names += (names.empty() ? "" : ", ") + item.key();
    }
    throw TrainError("no parameter has a name like \"" + pattern + "\"", "the names are " + names, key);
}

// Of the longest pattern that fits; 1 where none does.
double factor_of(const std::string& name, const std::map<std::string, double>& factors) {
    double factor = 1;
    std::size_t longest = 0;
    for (const auto& [pattern, value] : factors) {
        if (pattern.size() < longest || !fits_pattern(name, pattern)) continue;
        longest = pattern.size();
        factor = value;
    }
    return factor;
}

}  // namespace

void freeze_parameters(torch::nn::Module& module, const ParameterOptions& options) {
    if (options.freeze.empty()) return;
    for (const std::string& pattern : options.freeze) check_pattern(module, pattern, "params.freeze");
    bool learns = false;
    for (auto& item : module.named_parameters()) {
        const bool is_frozen = std::ranges::any_of(
            options.freeze, [&](const std::string& pattern) { return fits_pattern(item.key(), pattern); });
        if (is_frozen) item.value().set_requires_grad(false);
        learns = learns || item.value().requires_grad();
    }
    if (!learns)
        throw TrainError("no parameter is left that learns", "leave a part of the network out", "params.freeze");
}

std::vector<ParameterGroup> parameter_groups(const torch::nn::Module& module, const ParameterOptions& options) {
    for (const auto& [pattern, factor] : options.lr_factors) check_pattern(module, pattern, "params.lr_factors");
    for (const auto& [pattern, factor] : options.weight_decay_factors)
        check_pattern(module, pattern, "params.weight_decay_factors");
    std::vector<ParameterGroup> groups;
    for (const auto& item : module.named_parameters()) {
        if (!item.value().requires_grad()) continue;
        const double lr = factor_of(item.key(), options.lr_factors);
        const double weight_decay = factor_of(item.key(), options.weight_decay_factors);
        auto group = std::ranges::find_if(groups, [&](const ParameterGroup& one) {
            return one.lr_factor == lr && one.weight_decay_factor == weight_decay;
        });
        if (group == groups.end()) group = groups.insert(groups.end(), {lr, weight_decay, {}});
        group->parameters.push_back(item.value());
    }
    if (groups.empty())
        throw TrainError("the network has no parameter that learns", "choose another network, or freeze less",
                         "network");
    return groups;
}

}  // namespace lathe::train
