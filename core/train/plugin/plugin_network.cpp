#include "core/train/plugin/plugin_network.h"

#include <dlfcn.h>

#include <cstring>
#include <mutex>

#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/plugin/file_options.h"
#include "core/train/plugin/plugin.h"
#include "core/train/plugin/trust.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse_plugin(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint), {}, "network.path"};
    error.file = path.string();
    throw TrainError(std::move(error));
}

void check(const fs::path& path, const LathePlugin& plugin) {
    const std::string rebuild = "build it again against this Lathe";
    if (plugin.abi != plugin_abi) {
        refuse_plugin(path,
                      "was built for plug-ins of version " + std::to_string(plugin.abi) +
                          "; this Lathe takes version " + std::to_string(plugin_abi),
                      plugin.abi < plugin_abi ? rebuild : "use a newer Lathe");
    }
    if (std::strcmp(plugin.torch, TORCH_VERSION) != 0) {
        refuse_plugin(path,
                      std::string("was built against LibTorch ") + plugin.torch + ", and this is " + TORCH_VERSION,
                      rebuild);
    }
    if (std::strcmp(plugin.compiler, LATHE_PLUGIN_COMPILER) != 0) {
        refuse_plugin(path,
                      std::string("was built with ") + plugin.compiler + ", and Lathe with " + LATHE_PLUGIN_COMPILER,
                      rebuild);
    }
}

const PluginNetwork& choose(const PluginRegistry& registry, const fs::path& path,
                            const std::optional<std::string>& name) {
    std::string names;
    for (const auto& [each, network] : registry.networks) names += (names.empty() ? "" : ", ") + each;
    if (!name && registry.networks.size() == 1) return registry.networks.begin()->second;
    const auto found = name ? registry.networks.find(*name) : registry.networks.end();
    if (found != registry.networks.end()) return found->second;
    Error error{name ? "the plug-in has no network \"" + *name + "\"" : "the plug-in has several networks",
                "set network.class to one of " + names,
                {},
                "network.class"};
    error.file = path.string();
    throw TrainError(std::move(error));
}

}  // namespace

const PluginRegistry& load_plugin(const fs::path& path) {
    // Never unloaded: objects of its types may outlive the trial.
    static std::mutex mutex;
    static std::map<fs::path, PluginRegistry> loaded;
    const std::lock_guard lock(mutex);
    if (const auto found = loaded.find(path); found != loaded.end()) return found->second;
    void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        refuse_plugin(path, std::string("cannot be loaded: ") + ::dlerror(),
                      "build it against the LibTorch and the Lathe that are installed");
    }
    const auto* plugin = static_cast<const LathePlugin*>(::dlsym(library, "lathe_plugin"));
    if (plugin == nullptr) {
        ::dlclose(library);
        refuse_plugin(path, "is a library, but no plug-in of Lathe", "it should say LATHE_PLUGIN(registry) { ... }");
    }
    check(path, *plugin);
    PluginRegistry registry;
    plugin->fill(registry);
    return loaded.emplace(path, std::move(registry)).first->second;
}

std::shared_ptr<Network> make_plugin_network(const PluginOptions& options, const InputSpec& input) {
    const fs::path path = value_or_throw(require_trusted(options.path));
    try {
        const PluginNetwork& network = choose(load_plugin(path), path, options.class_name);
        return network.make(checked_options(options.options, network.options), input);
    } catch (...) {
        // Whatever type it threw, the plug-in is named.
        Error error = describe_current_exception();
        if (error.file.empty()) error.file = path.string();
        throw TrainError(std::move(error));
    }
}

}  // namespace lathe::train
