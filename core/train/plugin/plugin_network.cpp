// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plugin/plugin_network.h"

#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/plugin/file_options.h"
#include "core/train/plugin/plugins.h"
#include "core/train/plugin/trust.h"

namespace lathe::train {

namespace {

const PluginEntry<PluginRegistry::MakeNetwork>& choose(const PluginRegistry& registry,
                                                       const std::filesystem::path& path,
                                                       const std::optional<std::string>& name) {
    std::string names;
    for (const auto& [each, network] : registry.networks) names += (names.empty() ? "" : ", ") + each;
    if (!name && registry.networks.size() == 1) return registry.networks.begin()->second;
    const auto found = name ? registry.networks.find(*name) : registry.networks.end();
    if (found != registry.networks.end()) return found->second;
    std::string what = name ? "the plug-in has no network \"" + *name + "\"" : "the plug-in has several networks";
    if (names.empty()) what = "the plug-in has no network";
    Error error{std::move(what), names.empty() ? "" : "set network.class to one of " + names, {}, "network.class"};
    error.file = path.string();
    throw TrainError(std::move(error));
}

}  // namespace

std::shared_ptr<Network> make_plugin_network(const PluginOptions& options, const InputSpec& input) {
    const std::filesystem::path path = value_or_throw(require_trusted(options.path));
    try {
        const auto& network = choose(load_plugin(path), path, options.class_name);
        return network.make(checked_options(options.options, network.options), input);
    } catch (...) {
        // Whatever type it threw, the plug-in is named.
        Error error = describe_current_exception();
        if (error.file.empty()) error.file = path.string();
        throw TrainError(std::move(error));
    }
}

}  // namespace lathe::train
