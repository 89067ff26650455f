// SPDX-License-Identifier: GPL-3.0-or-later
// What a plug-in brings, by kind and name: how each part is made, and which options it has.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <torch/optim/optimizer.h>

#include "core/train/data/preparation.h"
#include "core/train/data/transform.h"
#include "core/train/error.h"
#include "core/train/loss/loss.h"
#include "core/train/metrics/metric.h"
#include "core/train/models/network.h"
#include "core/train/module.h"
#include "core/train/optim/scheduler.h"
#include "core/train/options.h"
#include "core/train/plugin/plugin_declaration.h"

namespace lathe::train {

// What a module is made from.
struct ModuleSetup {
    const config::Value& config;  // of the whole trial, for make_network(), make_loss(), make_optimization()
    const InputSpec& input;       // of the data
};

// What data are loaded with.
struct DataSetup {
    std::uint64_t seed = 0;  // chooses what is held out for validation
    const Preparation& preparation;
};

// `Make`: from the options, a dict, and what else the part needs.
template <class Make>
struct PluginEntry {
    std::string doc;
    std::vector<config::Option> options;
    std::function<Make> make;
};
// The parts of a kind, by their names.
template <class Make>
using PluginEntries = std::map<std::string, PluginEntry<Make>>;

// Each part is a class that is made from its Options, a struct with fields() as core/train/options.h describes. The
// keys of the options stand in the part's group of the config: f("hidden", ...) of a network is network.hidden. A name
// that this plug-in has registered before, for a part of the same kind, is a TrainError.
class PluginRegistry {
  public:
    // Net(const Options&, const InputSpec&): core/train/models/network.h. network.name: NAME
    template <class Net, class Options>
    void network(const std::string& name, const std::string& doc) {
        add(networks, name, entry<Options, MakeNetwork>(doc, [](const Options& options, const InputSpec& input) {
                return std::make_shared<Net>(options, input);
            }));
    }
    // Own(const Options&, const ModuleSetup&): core/train/module.h. module.name: NAME
    template <class Own, class Options>
    void module(const std::string& name, const std::string& doc) {
        add(modules, name, entry<Options, MakeModule>(doc, [](const Options& options, const ModuleSetup& setup) {
                return std::make_shared<Own>(options, setup);
            }));
    }
    // DataSets load(const Options&, const DataSetup&): core/train/data/dataset.h. data.name: NAME
    template <class Options>
    void data(const std::string& name, const std::string& doc, DataSets (*load)(const Options&, const DataSetup&)) {
        add(data_sets, name, entry<Options, LoadData>(doc, load));
    }
    // Own(const Options&), called with (predictions, targets): core/train/loss/loss.h. loss.name: NAME
    template <class Own, class Options>
    void loss(const std::string& name, const std::string& doc) {
        add(losses, name, entry<Options, MakeLoss>(doc, [](const Options& options) -> Loss { return Own(options); }));
    }
    // make(std::vector<torch::Tensor> parameters, const Options&). opt.name: NAME
    template <class Options>
    void optimizer(const std::string& name, const std::string& doc,
                   std::unique_ptr<torch::optim::Optimizer> (*make)(const Options&, std::vector<torch::Tensor>)) {
        add(optimizers, name, entry<Options, MakeOptimizer>(doc, make));
    }
    // Own(const Options&, std::int64_t total_steps): core/train/optim/scheduler.h. sched.name: NAME
    template <class Own, class Options>
    void scheduler(const std::string& name, const std::string& doc) {
        add(schedulers, name, entry<Options, MakeScheduler>(doc, [](const Options& options, std::int64_t total_steps) {
                return std::make_unique<Own>(options, total_steps);
            }));
    }
    // Own(const Options&): core/train/data/transform.h. transforms.NAME.enable: true
    template <class Own, class Options>
    void transform(const std::string& name, const std::string& doc) {
        add(transforms, name, entry<Options, MakeTransform>(doc, [](const Options& options) {
                return std::make_shared<const Own>(options);
            }));
    }
    // Own(const Options&): core/train/metrics/metric.h. metrics.NAME.enable: true; reported as val_NAME and test_NAME
    template <class Own, class Options>
    void metric(const std::string& name, const std::string& doc) {
        add(metrics, name, entry<Options, MakeMetric>(doc, [](const Options& options) {
                return std::make_shared<const Own>(options);
            }));
    }
    // Own(const Options&): core/train/hooks.h. callbacks.NAME.enable: true
    template <class Own, class Options>
    void callback(const std::string& name, const std::string& doc) {
        add(callbacks, name,
            entry<Options, MakeCallback>(doc, [](const Options& options) { return std::make_shared<Own>(options); }));
    }

    // The options of a part, a dict.
    using Value = config::Value;
    // How a network is made, from its options and what the samples are like.
    using MakeNetwork = std::shared_ptr<Network>(const Value&, const InputSpec&);
    // How a module is made.
    using MakeModule = std::shared_ptr<Module>(const Value&, const ModuleSetup&);
    // How data are loaded.
    using LoadData = DataSets(const Value&, const DataSetup&);
    // How a loss is made.
    using MakeLoss = Loss(const Value&);
    // How an optimizer over these parameters is made.
    using MakeOptimizer = std::unique_ptr<torch::optim::Optimizer>(const Value&, std::vector<torch::Tensor>);
    // How a schedule for so many steps is made; 0: unknown.
    using MakeScheduler = std::unique_ptr<Scheduler>(const Value&, std::int64_t);
    // How a transform is made.
    using MakeTransform = std::shared_ptr<const Transform>(const Value&);
    // How a metric is made.
    using MakeMetric = std::shared_ptr<const Metric>(const Value&);
    // How a callback is made.
    using MakeCallback = std::shared_ptr<Callback>(const Value&);

    PluginEntries<MakeNetwork> networks;
    PluginEntries<MakeModule> modules;
    PluginEntries<LoadData> data_sets;
    PluginEntries<MakeLoss> losses;
    PluginEntries<MakeOptimizer> optimizers;
    PluginEntries<MakeScheduler> schedulers;
    PluginEntries<MakeTransform> transforms;
    PluginEntries<MakeMetric> metrics;
    PluginEntries<MakeCallback> callbacks;

  private:
    // Of two parts with one name the person means both: neither takes the other's place in silence.
    template <class Make>
    static void add(PluginEntries<Make>& entries, const std::string& name, PluginEntry<Make> made) {
        if (!entries.emplace(name, std::move(made)).second)
            throw TrainError("registers \"" + name + "\" twice for the same kind of part",
                             "give each part a name of its own", "plugins");
    }
    template <class Options, class Make, class Function>
    static PluginEntry<Make> entry(const std::string& doc, Function make) {
        return {doc, declare<Options>(), [make](const Value& options, auto&&... more) {
                    return make(read<Options>(options), std::forward<decltype(more)>(more)...);
                }};
    }
};

}  // namespace lathe::train
