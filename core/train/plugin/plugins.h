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

// The functions below make parts of the config's plug-ins. All throw TrainError: a plug-in that cannot be loaded or is
// not trusted, two plug-ins with one name, options that the part does not have, what its constructor throws.

// The network that network.name names; nullptr: no plug-in has one of that name.
std::shared_ptr<Network> make_plugged_network(const config::Value& config, const InputSpec& input);
// The module that module.name names; nullptr: no plug-in has one of that name.
std::shared_ptr<Module> make_plugged_module(const config::Value& config, const InputSpec& input);
// The data sets that data.name names; nullopt: no plug-in has some of that name. Throws PreparationStopped, too, when
// the plug-in does after a stop.
std::optional<DataSets> load_plugged_data(const config::Value& config, const DataSetup& setup);
// The loss that loss.name names; empty: no plug-in has one of that name.
Loss make_plugged_loss(const config::Value& config);
// The optimizer that opt.name names, over these parameters in one group; nullptr: no plug-in has one of that name.
std::unique_ptr<torch::optim::Optimizer> make_plugged_optimizer(const config::Value& config,
                                                                std::vector<torch::Tensor> parameters);
// The schedule that sched.name names; nullptr: no plug-in has one of that name. `total_steps`: optimizer steps of the
// whole training; 0: unknown.
std::unique_ptr<Scheduler> make_plugged_scheduler(const config::Value& config, std::int64_t total_steps);

// All transforms of samples that the config switches on, in the order of its plug-ins.
std::vector<std::shared_ptr<const Transform>> make_plugged_transforms(const config::Value& config);
// All callbacks that the config switches on, in the order of its plug-ins.
std::vector<std::shared_ptr<Callback>> make_plugged_callbacks(const config::Value& config);
// A metric and the name under which the config switches it on.
struct NamedMetric {
    std::string name;
    std::shared_ptr<const Metric> metric;
};
// All metrics that the config switches on, in the order of its plug-ins. Notes that metrics were made, see PartUses.
std::vector<NamedMetric> make_plugged_metrics(const config::Value& config);

}  // namespace lathe::train
