// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/option_reference.h"

#include <string_view>

#include "core/search/experiment.h"
#include "core/search/experiment_schema.h"
#include "core/search/search_schema.h"
#include "core/search/trial_program.h"
#include "core/search/tuner.h"

namespace lathe::ctl {

namespace {

void add_with_prefix(const std::string& prefix, const std::vector<config::Option>& options, const std::string& owner,
                     std::vector<KnownOption>& out) {
    for (config::Option option : options) {
        option.key = prefix + option.key;
        out.push_back({std::move(option), owner});
    }
}

// The arguments of the algorithms that `selector` ("search.tuner") may choose.
template <class Kind>
void add_arguments(const std::string& selector, const std::vector<Kind>& kinds, const std::string& chosen,
                   Choices choices, std::vector<KnownOption>& out) {
    for (const Kind& kind : kinds)
        if (choices == Choices::all || kind.name == chosen)
            add_with_prefix(selector + ".args.", kind.arguments, selector + ".name=" + kind.name, out);
}

template <class Kind>
std::vector<config::Value> names_of(const std::vector<Kind>& kinds) {
    std::vector<config::Value> names;
    for (const Kind& kind : kinds) names.emplace_back(kind.name);
    return names;
}

std::vector<KnownOption> search_options(const config::Value& experiment, Choices choices) {
    std::vector<KnownOption> out;
    add_with_prefix("search.", search::search_schema().options(), "", out);
    for (KnownOption& one : out) {
        if (one.option.key == "search.tuner.name") one.option.choices = names_of(search::tuner_kinds());
        if (one.option.key == "search.assessor.name") one.option.choices = names_of(search::assessor_kinds());
    }
    const auto tuner = experiment.string_or("search.tuner.name", search::SearchSettings{}.tuner.name);
    add_arguments("search.tuner", search::tuner_kinds(), tuner, choices, out);
    const auto assessor = experiment.string_or("search.assessor.name", "");
    add_arguments("search.assessor", search::assessor_kinds(), assessor, choices, out);
    return out;
}

// "space.opt.lr._type" is of the entry of opt.lr, "space" of any.
config::Schema schema_of_entry(const std::string& key) {
    const auto dot = key.find('.');
    if (dot == std::string::npos) return search::space_schema();
    std::string entry = key.substr(dot + 1);
    for (const std::string_view end : {"._type", "._value"})
        if (entry.ends_with(end)) entry.resize(entry.size() - end.size());
    return entry.empty() ? search::space_schema() : search::space_schema(entry);
}

}  // namespace

std::vector<KnownOption> config_options(const config::Catalog& catalog, const config::Value& config, Choices choices) {
    const config::Schema schema = catalog.compose(config);
    std::vector<KnownOption> out;
    for (const config::Option& option : schema.options()) out.push_back({option, ""});
    if (choices == Choices::made) return out;
    for (const auto& group : catalog.groups())
        for (const auto& variant : group.variants)
            for (const config::Option& option : variant.options)
                if (schema.find(option.key) == nullptr) out.push_back({option, group.selector + "=" + variant.name});
    return out;
}

std::vector<KnownOption> section_options(const std::string& key, const config::Value& experiment, Choices choices) {
    const std::string section = key.substr(0, key.find('.'));
    std::vector<KnownOption> out;
    if (section == "search") return search_options(experiment, choices);
    if (section == "trial") add_with_prefix("trial.", search::trial_schema().options(), "", out);
    if (section == "space") add_with_prefix("space.", schema_of_entry(key).options(), "", out);
    if (!out.empty()) return out;
    const config::Schema top = search::experiment_schema();
    if (const auto* option = top.find(section); option != nullptr) out.push_back({*option, ""});
    return out;
}

config::Schema schema_of(const std::vector<KnownOption>& options) {
    config::Schema schema;
    for (const KnownOption& one : options)
        if (schema.find(one.option.key) == nullptr) schema.add(one.option);
    return schema;
}

}  // namespace lathe::ctl
