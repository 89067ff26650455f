// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plugin/plugin_declaration.h"

#include <algorithm>

#include "core/config/schema_file.h"

namespace lathe::train {

std::vector<config::Option> options_in_config(const PluginDeclaration& declaration) {
    const std::string group = group_of(declaration.part, declaration.name);
    std::vector<config::Option> options;
    if (selector_of(declaration.part).empty())
        options.push_back(config::option(group + ".enable", config::Type::boolean, false, declaration.doc));
    for (config::Option option : declaration.options) {
        option.key = group + "." + option.key;
        options.push_back(std::move(option));
    }
    return options;
}

bool is_part_name(std::string_view name) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto fits = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.size() <= 64 && is_letter(name.front()) && std::ranges::all_of(name, fits);
}

Json to_json(const std::vector<PluginDeclaration>& declarations) {
    Json all = Json::array();
    for (const PluginDeclaration& one : declarations)
        all.push_back({{"part", name_of(one.part)},
                       {"name", one.name},
                       {"doc", one.doc},
                       {"options", config::to_json(config::to_value(one.options))}});
    return all;
}

Result<std::vector<PluginDeclaration>> declarations_from_json(const Json& json) {
    std::vector<PluginDeclaration> declarations;
    const auto wrong = [] { return fail("this is no list of what a plug-in brings", "build the plug-in again"); };
    if (!json.is_array()) return wrong();
    for (const Json& item : json) {
        const config::Value value = config::from_json(item);
        const auto part = plugin_part_named(value.string_or("part", ""));
        const config::Value* options = value.get("options");
        PluginDeclaration one{
            part.value_or(PluginPart::network), value.string_or("name", ""), value.string_or("doc", ""), {}};
        if (!part || !is_part_name(one.name) || options == nullptr || !options->is_dict()) return wrong();
        auto read = config::parse_options(*options, config::Catalog());
        if (!read) return fail(read.error().front());
        one.options = std::move(*read);
        declarations.push_back(std::move(one));
    }
    return declarations;
}

}  // namespace lathe::train
