// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/config_commands_help.h"

#include <algorithm>
#include <iostream>

#include "app/ctl/config_keys.h"
#include "app/ctl/option_reference.h"
#include "core/config/document.h"
#include "core/config/override.h"
#include "core/config/resolve.h"
#include "core/search/experiment_config.h"
#include "core/search/search_schema.h"
#include "core/search/trial_program.h"

namespace lathe::ctl {

namespace {

std::string_view name_of(config::Origin origin) {
    switch (origin) {
        case config::Origin::file: return "file";
        case config::Origin::default_value: return "default";
        case config::Origin::override_value: return "override";
        case config::Origin::tuner: return "tuner";
    }
    return "";
}

bool is_below(const std::string& key, const std::string& group) {
    return group.empty() || key == group || key.starts_with(group + ".");
}

Json described(const KnownOption& known, const config::Value* current) {
    const config::Option& option = known.option;
    Json out;
    out["key"] = option.key;
    out["type"] = std::string(config::name_of(option.type));
    out["accepts"] = config::expectation(option);
    out["default"] = to_json(option.fallback);
    if (option.low) out["low"] = json_number(*option.low);
    if (option.high) out["high"] = json_number(*option.high);
    if (!option.choices.empty()) out["choices"] = to_json(config::Value(config::List(option.choices)));
    if (!option.unit.empty()) out["unit"] = option.unit;
    if (option.optional) out["optional"] = true;
    out["doc"] = option.doc;
    if (!known.owner.empty()) out["with"] = known.owner;
    if (current != nullptr) {
        out["value"] = to_json(*current);
        out["origin"] = std::string(name_of(current->origin));
        if (current->origin == config::Origin::file && current->mark.file && current->mark.line > 0) {
            out["file"] = *current->mark.file;
            out["line"] = current->mark.line;
        }
    }
    return out;
}

void print(const KnownOption& known, const config::Value* current) {
    const config::Option& option = known.option;
    std::cout << option.key << ": " << config::expectation(option);
    if (!option.unit.empty()) std::cout << ", in " << option.unit;
    if (option.fallback.is_missing()) std::cout << "; required";
    else std::cout << "; default " << to_yaml_inline(option.fallback);
    if (!known.owner.empty()) std::cout << "; with " << known.owner;
    std::cout << '\n';
    if (!option.doc.empty()) std::cout << "    " << option.doc << '\n';
    if (current == nullptr) return;
    std::cout << "    now " << to_yaml_inline(*current) << " (" << name_of(current->origin);
    if (current->mark.file && current->mark.line > 0)
        std::cout << ' ' << *current->mark.file << ':' << current->mark.line;
    std::cout << ")\n";
}

// The options at and below `key`. `values`: of the config that they are asked for; nullptr: of none.
void print_options(const std::vector<KnownOption>& options, const std::string& key, const config::Value* values,
                   bool json, Program& program) {
    if (!key.empty() && std::ranges::none_of(options, [&](const auto& one) { return is_below(one.option.key, key); })) {
        const auto near = schema_of(options).nearest(key);
        Error error{"there is no option or group of this name",
                    near.empty() ? "'lathectl config help' lists them" : "did you mean " + near + "?"};
        error.kind = "ConfigKeyError";
        error.key = key;
        return program.error(error);
    }
    Json out = Json::array();
    for (const KnownOption& one : options) {
        if (!is_below(one.option.key, key)) continue;
        const config::Value* current = values == nullptr ? nullptr : values->find(one.option.key);
        if (json) out.push_back(described(one, current));
        else print(one, current);
    }
    if (json) std::cout << dump_json(out, 2) << '\n';
}

// What the values of a section are completed with; an algorithm's arguments stay as they are written.
config::Schema schema_of_section(const std::string& section) {
    config::Schema out;
    const auto inner = section == "search"  ? search::search_schema()
                       : section == "trial" ? search::trial_schema()
                                            : config::Schema();
    for (config::Option option : inner.options()) {
        option.key = section + "." + option.key;
        out.add(std::move(option));
    }
    return out;
}

// A dict with what stands in the section of that name.
config::Value section_of(const config::Value& experiment, const std::string& section) {
    const config::Value* written = experiment.get(section);
    return written != nullptr ? config::Dict{{section, *written}} : config::Dict{};
}

}  // namespace

void show_help(const std::vector<std::string>& words, const std::string& file, bool json, Program& program) {
    std::string key;
    std::vector<std::string> changes;
    for (const auto& word : words) {
        if (config::looks_like_override(word)) changes.push_back(word);
        else if (key.empty()) key = word;
        else
            return program.error(Error{"one key is wanted, found '" + key + "' and '" + word + "'", "ask for a group"});
    }
    config::Value root{config::Dict{}};
    config::Value raw{config::Dict{}};
    config::Catalog catalog = *program.catalog;
    if (!file.empty()) {
        // Values that are wrong are shown as well: this is where one looks up what is right.
        auto document = config::Document::load_input(file);
        if (!document) return program.error(document.error());
        root = document->root();
        auto extended = search::extended_catalog(*document, catalog);
        if (!extended) return program.errors(extended.error());
        catalog = std::move(*extended);
        auto composed = search::compose_config(*document, changes);
        if (!composed) return program.errors(composed.error());
        raw = std::move(composed->config);
        const auto applied = config::apply_overrides(raw, composed->overrides, catalog, config::Sweeps::refuse,
                                                     search::key_rule(*document, raw));
        if (!applied.errors.empty()) return program.errors(applied.errors);
    } else if (!changes.empty()) {
        return program.error(Error{"changes are of an experiment's values", "add --experiment FILE"});
    }
    // Without an experiment, and for one key or group, what other choices bring is told as well.
    const auto choices = file.empty() && !key.empty() ? Choices::all : Choices::made;
    auto options = config_options(catalog, raw, choices);
    auto schema = catalog.compose(raw);
    const std::string first = key.substr(0, key.find('.'));
    if (std::ranges::none_of(options, [&](const auto& one) { return is_below(one.option.key, first); })) {
        if (auto section = section_options(key, root, choices); !section.empty()) {
            options = std::move(section);
            schema = schema_of_section(first);
            raw = section_of(root, first);
        }
    }
    // Of a program without a schema, what its config holds.
    if (!file.empty() && options.empty()) options = written_options(raw);
    const auto values = file.empty() ? config::Resolved{} : config::resolve(raw, schema);
    print_options(options, key, file.empty() ? nullptr : &values.value, json, program);
}

}  // namespace lathe::ctl
