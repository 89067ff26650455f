// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plugin/plugins.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/train/catalog.h"
#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/plugin/file_options.h"
#include "core/train/plugin/part_uses.h"
#include "core/train/plugin/plugin.h"
#include "core/train/plugin/plugin_catalog.h"
#include "core/train/plugin/trust.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse_plugin(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint), {}, "plugins"};
    error.file = path.string();
    throw TrainError(std::move(error));
}

void check_binary(const fs::path& path, const LathePlugin& plugin) {
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

// Whether Lathe has a part or an option of this name itself.
bool is_taken(PluginPart part, const std::string& name) {
    const auto selector = selector_of(part);
    if (!selector.empty()) return catalog().group(selector)->variant(name) != nullptr;
    const config::Schema schema = catalog().compose(config::Dict{});
    const std::string group = group_of(part, name);
    return schema.find(group) != nullptr || schema.is_group(group);
}

// The options of the group that the part itself does not have: its selector, and what every part of the kind takes.
std::set<std::string> shared_options(PluginPart part, const std::string& group) {
    std::set<std::string> shared;
    for (const config::Option* option : catalog().all_options())
        if (option->key.starts_with(group + ".")) shared.insert(option->key.substr(group.size() + 1));
    if (const auto* known = catalog().group(selector_of(part)))
        for (const config::Variant& variant : known->variants)
            for (const config::Option& option : variant.options) shared.erase(option.key.substr(group.size() + 1));
    shared.insert({"name", "enable"});
    return shared;
}

// Options that would take the place of another one.
void check_options(const fs::path& path, const PluginDeclaration& declaration) {
    const std::string group = group_of(declaration.part, declaration.name);
    const std::string section = std::string(section_of(declaration.part)) + ".";
    const std::set<std::string> shared = shared_options(declaration.part, group);
    const std::string choice = selector_of(declaration.part).empty() ? "enable" : "name";
    std::set<std::string> keys;
    for (const config::Option& option : declaration.options) {
        const std::string what = fmt::format("its {} \"{}\" declares the option \"{}\"", name_of(declaration.part),
                                             declaration.name, option.key);
        if (option.key.empty()) refuse_plugin(path, what, "give it a name");
        if (option.key == choice) refuse_plugin(path, what + ", by which the part is chosen", "call it otherwise");
        if (option.key.starts_with(section))
            refuse_plugin(path, what + ", which would be " + group + "." + option.key,
                          "write \"" + option.key.substr(section.size()) + "\"");
        if (!keys.insert(option.key).second) refuse_plugin(path, what + " twice", "declare it once");
        if (!shared.contains(option.key)) continue;
        for (const config::Option* own : catalog().all_options()) {
            if (own->key == group + "." + option.key && own->type != option.type)
                refuse_plugin(path, what + ", and Lathe has one of that name and another type", "call it otherwise");
        }
    }
}

void check_names(const fs::path& path, const PluginRegistry& registry) {
    for (const PluginDeclaration& one : declarations_of(registry)) {
        const std::string what = "brings a " + std::string(name_of(one.part)) + " named \"" + one.name + "\"";
        if (!is_part_name(one.name))
            refuse_plugin(path, what, "names are letters, digits and _, and begin with a letter");
        // Names of metrics that modules report themselves.
        static const std::set<std::string> reported{"loss", "acc",       "perplexity", "mae", "rmse",
                                                    "r2",   "precision", "recall",     "f1"};
        const bool is_reported = one.part == PluginPart::metric && reported.contains(one.name);
        if (is_reported || is_taken(one.part, one.name))
            refuse_plugin(path, what + ", and Lathe has one of its own", "register it under another name");
        check_options(path, one);
    }
}

template <class Make>
void declare_all(std::vector<PluginDeclaration>& all, PluginPart part, const PluginEntries<Make>& entries) {
    for (const auto& [name, entry] : entries) all.push_back({part, name, entry.doc, entry.options});
}

config::Value own_options(const config::Value& config, PluginPart part, const std::string& name,
                          const std::vector<config::Option>& declared) {
    const std::string group = group_of(part, name);
    config::Value own{config::Dict{}};
    if (const config::Value* given = config.find(group); given != nullptr && given->is_dict()) own = *given;
    for (const std::string& key : shared_options(part, group)) {
        const bool is_own = std::ranges::any_of(declared, [&](const auto& option) { return option.key == key; });
        if (!is_own) own.erase(key);
    }
    return checked_options(own, declared, group);
}

// Calls `use(file, registry)` for each plug-in; what it throws names the file.
template <class Use>
void for_each_plugin(const config::Value& config, Use use) {
    for (const std::string& file : read<PluginListOptions>(config).plugins) {
        const fs::path path = value_or_throw(require_trusted(file));
        try {
            use(path, load_plugin(path));
        } catch (const PreparationStopped&) {
            throw;
        } catch (...) {
            // Whatever type it threw, the plug-in is named.
            Error error = describe_current_exception();
            if (error.file.empty()) error.file = path.string();
            throw TrainError(std::move(error));
        }
    }
}

[[noreturn]] void refuse_second(const fs::path& path, PluginPart part, const std::string& name, const fs::path& first) {
    refuse_plugin(path,
                  "brings a " + std::string(name_of(part)) + " named \"" + name + "\", and so does " + first.string(),
                  "leave one of the two out of `plugins`");
}

// The part that the config's selector names; empty where no plug-in has it.
template <class Make, class... Arguments>
auto make_selected(const config::Value& config, PluginPart part, PluginEntries<Make> PluginRegistry::*entries,
                   Arguments&&... arguments) {
    using Made = typename std::function<Make>::result_type;
    std::optional<Made> made;
    fs::path brought_by;
    const std::string name = config.string_or(selector_of(part), "");
    for_each_plugin(config, [&](const fs::path& path, const PluginRegistry& registry) {
        const auto found = (registry.*entries).find(name);
        if (found == (registry.*entries).end()) return;
        if (made) refuse_second(path, part, name, brought_by);
        brought_by = path;
        made = found->second.make(own_options(config, part, name, found->second.options), arguments...);
        if constexpr (requires { *made == nullptr; }) {
            if (*made == nullptr)
                refuse_plugin(path, fmt::format("its {} \"{}\" gives nothing", name_of(part), name), "return one");
        }
    });
    return made;
}

// All parts that are switched on: `take(name, made)` for each.
template <class Make, class Take>
void make_enabled(const config::Value& config, PluginPart part, PluginEntries<Make> PluginRegistry::*entries,
                  Take take) {
    std::map<std::string, fs::path> brought_by;
    for_each_plugin(config, [&](const fs::path& path, const PluginRegistry& registry) {
        for (const auto& [name, entry] : registry.*entries) {
            const config::Value* enable = config.find(group_of(part, name) + ".enable");
            if (enable == nullptr || !enable->is_bool() || !enable->as_bool()) continue;
            if (const auto [other, is_new] = brought_by.emplace(name, path); !is_new)
                refuse_second(path, part, name, other->second);
            take(name, entry.make(own_options(config, part, name, entry.options)));
        }
    });
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
    check_binary(path, *plugin);
    PluginRegistry registry;
    plugin->fill(registry);
    check_names(path, registry);
    return loaded.emplace(path, std::move(registry)).first->second;
}

std::vector<PluginDeclaration> declarations_of(const PluginRegistry& registry) {
    std::vector<PluginDeclaration> all;
    declare_all(all, PluginPart::network, registry.networks);
    declare_all(all, PluginPart::module, registry.modules);
    declare_all(all, PluginPart::data, registry.data_sets);
    declare_all(all, PluginPart::loss, registry.losses);
    declare_all(all, PluginPart::optimizer, registry.optimizers);
    declare_all(all, PluginPart::scheduler, registry.schedulers);
    declare_all(all, PluginPart::transform, registry.transforms);
    declare_all(all, PluginPart::metric, registry.metrics);
    declare_all(all, PluginPart::callback, registry.callbacks);
    return all;
}

std::shared_ptr<Network> make_plugged_network(const config::Value& config, const InputSpec& input) {
    return make_selected(config, PluginPart::network, &PluginRegistry::networks, input).value_or(nullptr);
}

std::shared_ptr<Module> make_plugged_module(const config::Value& config, const InputSpec& input) {
    return make_selected(config, PluginPart::module, &PluginRegistry::modules, ModuleSetup{config, input})
        .value_or(nullptr);
}

std::optional<DataSets> load_plugged_data(const config::Value& config, const DataSetup& setup) {
    return make_selected(config, PluginPart::data, &PluginRegistry::data_sets, setup);
}

Loss make_plugged_loss(const config::Value& config) {
    return make_selected(config, PluginPart::loss, &PluginRegistry::losses).value_or(nullptr);
}

std::unique_ptr<torch::optim::Optimizer> make_plugged_optimizer(const config::Value& config,
                                                                std::vector<torch::Tensor> parameters) {
    return make_selected(config, PluginPart::optimizer, &PluginRegistry::optimizers, parameters).value_or(nullptr);
}

std::unique_ptr<Scheduler> make_plugged_scheduler(const config::Value& config, std::int64_t total_steps) {
    return make_selected(config, PluginPart::scheduler, &PluginRegistry::schedulers, total_steps).value_or(nullptr);
}

std::vector<std::shared_ptr<const Transform>> make_plugged_transforms(const config::Value& config) {
    std::vector<std::shared_ptr<const Transform>> all;
    make_enabled(config, PluginPart::transform, &PluginRegistry::transforms,
                 [&](const std::string&, auto made) { all.push_back(std::move(made)); });
    return all;
}

std::vector<std::shared_ptr<Callback>> make_plugged_callbacks(const config::Value& config) {
    std::vector<std::shared_ptr<Callback>> all;
    make_enabled(config, PluginPart::callback, &PluginRegistry::callbacks,
                 [&](const std::string&, auto made) { all.push_back(std::move(made)); });
    return all;
}

std::vector<NamedMetric> make_plugged_metrics(const config::Value& config) {
    PartUses::note(PluginPart::metric);
    std::vector<NamedMetric> all;
    make_enabled(config, PluginPart::metric, &PluginRegistry::metrics, [&](const std::string& name, auto made) {
        all.push_back({name, std::move(made)});
    });
    return all;
}

}  // namespace lathe::train
