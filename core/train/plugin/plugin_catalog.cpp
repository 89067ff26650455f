// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plugin/plugin_catalog.h"

#include <algorithm>

#include "core/train/models/model_options.h"
#include "core/train/plugin/file_options.h"

namespace lathe::train {

namespace {

namespace fs = std::filesystem;

constexpr const char* network_options = "network.options";

void add(config::Catalog& to, const PluginDeclaration& declaration) {
    auto options = options_in_config(declaration);
    const auto selector = selector_of(declaration.part);
    if (selector.empty()) return to.add_common(std::move(options));
    // What Lathe itself has keeps its name; the plug-in is refused when it is loaded.
    if (to.group(selector)->variant(declaration.name) == nullptr)
        to.add_variant(selector, {declaration.name, declaration.doc, std::move(options)});
}

// Whatever the config says in `section` that no option describes is allowed.
void allow_unknown(config::Catalog& to, const config::Value& config, const std::string& section) {
    const config::Value* written = config.find(section);
    if (written == nullptr || !written->is_dict()) return;
    const config::Schema schema = to.compose(config);
    for (const auto& [name, value] : written->as_dict()) {
        const std::string key = section + "." + name;
        if (schema.find(key) == nullptr && !schema.is_group(key))
            to.add_common({config::option(key, config::Type::dict, config::Dict{}, "Of a plug-in that is not known")});
    }
}

void allow_any_part(config::Catalog& to, const config::Value& config) {
    for (const PluginPart part : plugin_parts) {
        if (selector_of(part).empty()) allow_unknown(to, config, std::string(section_of(part)));
        else to.open_group(selector_of(part));
    }
}

// The options of a network that a file brings stand under network.options.
void add_network_options(config::Catalog& to, const std::string& variant, std::vector<config::Option> declared) {
    const config::Variant* known = to.group("network.name")->variant(variant);
    config::Variant described{known->name, known->doc, {}};
    for (const config::Option& option : known->options)
        if (option.key != network_options || declared.empty()) described.options.push_back(option);
    for (config::Option& option : declared) {
        option.key = std::string(network_options) + "." + option.key;
        described.options.push_back(std::move(option));
    }
    to.add_variant("network.name", std::move(described));
}

// The network that network.class names, or the only one.
const PluginDeclaration* chosen_network(const std::vector<PluginDeclaration>& declarations, const std::string& name) {
    const PluginDeclaration* only = nullptr;
    for (const PluginDeclaration& one : declarations) {
        if (one.part != PluginPart::network) continue;
        if (one.name == name) return &one;
        if (only != nullptr && name.empty()) return nullptr;
        only = &one;
    }
    return name.empty() ? only : nullptr;
}

void add_named_network(config::Catalog& to, const config::Value& config, const fs::path& folder,
                       const DeclarationsOf& declarations_of) {
    const std::string name = config.string_or("network.name", "");
    const std::string path = config.string_or("network.path", "");
    if (path.empty()) return;
    if (name == "torchscript") {
        fs::path beside = folder / path;
        if (auto declared = read_option_file(beside.replace_extension(".yaml")))
            add_network_options(to, name, std::move(*declared));
    }
    if (name != "plugin") return;
    const auto declarations = declarations_of(folder / path);
    if (!declarations) return;
    if (const auto* network = chosen_network(*declarations, config.string_or("network.class", "")))
        add_network_options(to, name, network->options);
}

}  // namespace

void PluginListOptions::fields(Fields& f) {
    f("plugins", plugins, "Shared libraries with parts of your own, see lathectl new; each has to be trusted")
        .as_paths();
}

void add_declared_by_plugins(config::Catalog& to, const config::Value& config, const fs::path& folder,
                             const DeclarationsOf& declarations_of) {
    if (!config.is_dict()) return;
    add_named_network(to, config, folder, declarations_of);
    const config::Value* files = config.find("plugins");
    if (files == nullptr || !files->is_list()) return;
    bool all_known = true;
    for (const config::Value& file : files->as_list()) {
        const auto declarations = declarations_of(folder / (file.is_string() ? file.as_string() : ""));
        all_known = all_known && declarations.has_value();
        if (!declarations) continue;
        for (const PluginDeclaration& declaration : *declarations) add(to, declaration);
    }
    if (!all_known) allow_any_part(to, config);
}

}  // namespace lathe::train
