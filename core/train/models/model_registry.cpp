// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include "core/train/error.h"
#include "core/train/models/gru.h"
#include "core/train/models/lenet.h"
#include "core/train/models/mlp.h"
#include "core/train/models/network.h"
#include "core/train/models/resnet.h"
#include "core/train/models/squeezenet.h"
#include "core/train/models/transformer.h"
#include "core/train/plugin/part_uses.h"
#include "core/train/plugin/plugin_network.h"
#include "core/train/plugin/plugins.h"

namespace lathe::train {

namespace {

using NetworkFactory = std::shared_ptr<Network> (*)(const config::Value&, const InputSpec&);

template <class Net, class Options>
std::shared_ptr<Network> make_from(const config::Value& config, const InputSpec& input) {
    return std::make_shared<Net>(read<Options>(config), input);
}

template <class Options, std::shared_ptr<Network> (*make_it)(const Options&, const InputSpec&)>
std::shared_ptr<Network> make_from_file(const config::Value& config, const InputSpec& input) {
    return make_it(read<Options>(config), input);
}

const std::map<std::string, NetworkFactory>& network_factories() {
    static const std::map<std::string, NetworkFactory> table{
        {"lenet", make_from<LeNet, LeNetOptions>},
        {"mlp", make_from<Mlp, MlpOptions>},
        {"squeezenet", make_from<SqueezeNet, SqueezeNetOptions>},
        {"resnet", make_from<ResNet, ResNetOptions>},
        {"gru", make_from<Gru, GruOptions>},
        {"transformer", make_from<Transformer, TransformerOptions>},
        {"plugin", make_from_file<PluginOptions, make_plugin_network>},
        {"torchscript", make_from_file<TorchScriptOptions, make_torchscript_network>},
    };
    return table;
}

}  // namespace

std::shared_ptr<Network> make_network(const config::Value& config, const InputSpec& input) {
    PartUses::note(PluginPart::network);
    const std::string name = config.string_or("network.name", "lenet");
    const auto found = network_factories().find(name);
    if (found == network_factories().end()) {
        if (auto plugged = make_plugged_network(config, input)) return plugged;
        throw TrainError("there is no network \"" + name + "\"", "name the plug-in that has it in `plugins`",
                         "network.name");
    }
    const bool reads_text = name == "gru" || name == "transformer";
    const bool own = name == "plugin" || name == "torchscript";
    if (!own && reads_text != (input.kind == SampleKind::text)) {
        throw TrainError("network " + name + " does not fit samples of " + input.describe(),
                         reads_text ? "choose text data, or another network" : "choose gru or transformer",
                         "network.name");
    }
    if (!input.categories.empty() && name != "mlp") {
        throw TrainError("network " + name + " has no embedding of categories",
                         "set data.categories to one_hot, or choose network mlp", "data.categories");
    }
    return found->second(config, input);
}

std::vector<std::string> network_names() {
    std::vector<std::string> names;
    for (const auto& [name, factory] : network_factories()) names.push_back(name);
    return names;
}

}  // namespace lathe::train
