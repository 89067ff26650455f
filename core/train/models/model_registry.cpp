#include <map>

#include "core/train/error.h"
#include "core/train/models/lenet.h"
#include "core/train/models/mlp.h"
#include "core/train/models/network.h"
#include "core/train/models/squeezenet.h"

namespace lathe::train {

namespace {

using Factory = std::shared_ptr<Network> (*)(const config::Value&, const InputSpec&);

template <class Net, class Options>
std::shared_ptr<Network> make(const config::Value& config, const InputSpec& input) {
    return std::make_shared<Net>(read<Options>(config), input);
}

const std::map<std::string, Factory>& factories() {
    static const std::map<std::string, Factory> table{
        {"lenet", make<LeNet, LeNetOptions>},
        {"mlp", make<Mlp, MlpOptions>},
        {"squeezenet", make<SqueezeNet, SqueezeNetOptions>},
    };
    return table;
}

}  // namespace

std::shared_ptr<Network> make_network(const config::Value& config, const InputSpec& input) {
    const std::string name = config.string_or("network.name", "lenet");
    const auto found = factories().find(name);
    if (found == factories().end()) throw TrainError("there is no network \"" + name + "\"", {}, "network.name");
    return found->second(config, input);
}

std::vector<std::string> network_names() {
    std::vector<std::string> names;
    for (const auto& [name, factory] : factories()) names.push_back(name);
    return names;
}

}  // namespace lathe::train
