// SPDX-License-Identifier: GPL-3.0-or-later
// The plug-ins of a config, loaded: what they bring beside the built-in parts. All are code, and loaded only from
// trusted paths.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/train/plugin/plugin_registry.h"

namespace lathe::train {

// What the shared library brings; it is loaded once and stays. `path`: from require_trusted(). Throws TrainError: not a
// library, no plug-in, built against another LibTorch or Lathe, a name that cannot be used.
const PluginRegistry& load_plugin(const std::filesystem::path& path);

// What the library declares of each part.
std::vector<PluginDeclaration> declarations_of(const PluginRegistry& registry);

// The part that the config's selector names, made by a plug-in; nullptr, or empty, where no plug-in has one of that
// name. All throw TrainError: a plug-in that cannot be loaded, options that the part does not have, what its
// constructor throws.
std::shared_ptr<Network> make_plugged_network(const config::Value& config, const InputSpec& input);
std::shared_ptr<Module> make_plugged_module(const config::Value& config, const InputSpec& input);
std::optional<DataSets> load_plugged_data(const config::Value& config, const DataSetup& setup);
Loss make_plugged_loss(const config::Value& config);
std::unique_ptr<torch::optim::Optimizer> make_plugged_optimizer(const config::Value& config,
                                                                std::vector<torch::Tensor> parameters);
std::unique_ptr<Scheduler> make_plugged_scheduler(const config::Value& config, std::int64_t total_steps);

// All that the config switches on.
std::vector<std::shared_ptr<const Transform>> make_plugged_transforms(const config::Value& config);
std::vector<std::shared_ptr<Callback>> make_plugged_callbacks(const config::Value& config);
struct NamedMetric {
    std::string name;
    std::shared_ptr<const Metric> metric;
};
std::vector<NamedMetric> make_plugged_metrics(const config::Value& config);

}  // namespace lathe::train
