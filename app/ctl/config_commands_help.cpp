#include "app/ctl/config_commands_help.h"

#include <iostream>

#include "core/config/resolve.h"
#include "core/search/experiment.h"

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

Json described(const config::Option& option, const config::Value* current) {
    Json out;
    out["key"] = option.key;
    out["type"] = std::string(config::name_of(option.type));
    out["accepts"] = config::expectation(option);
    out["default"] = to_json(option.fallback);
    if (option.low) out["low"] = json_number(*option.low);
    if (option.high) out["high"] = json_number(*option.high);
    if (!option.choices.empty()) out["choices"] = to_json(config::Value(config::List(option.choices)));
    if (!option.unit.empty()) out["unit"] = option.unit;
    out["doc"] = option.doc;
    if (current != nullptr) {
        out["value"] = to_json(*current);
        out["origin"] = std::string(name_of(current->origin));
    }
    return out;
}

void print(const config::Option& option, const config::Value* current) {
    std::cout << option.key << ": " << config::expectation(option);
    if (!option.unit.empty()) std::cout << ", in " << option.unit;
    if (option.fallback.is_missing()) std::cout << "; required";
    else std::cout << "; default " << to_yaml_inline(option.fallback);
    std::cout << '\n';
    if (!option.doc.empty()) std::cout << "    " << option.doc << '\n';
    if (current == nullptr) return;
    std::cout << "    now " << to_yaml_inline(*current) << " (" << name_of(current->origin);
    if (current->mark.file && current->mark.line > 0)
        std::cout << ' ' << *current->mark.file << ':' << current->mark.line;
    std::cout << ")\n";
}

}  // namespace

void show_help(const std::string& key, const std::string& experiment, bool json, Program& program) {
    config::Value raw{config::Dict{}};
    if (!experiment.empty()) {
        const auto loaded = search::load_experiment(experiment, *program.catalog, {{}, false, false});
        if (!loaded) return program.errors(loaded.error());
        raw = loaded->config;
    }
    const auto schema = program.catalog->compose(raw);
    if (!key.empty() && schema.find(key) == nullptr && !schema.is_group(key)) {
        const auto near = schema.nearest(key);
        Error error{"there is no option or group of this name",
                    near.empty() ? "'lathectl config help' lists them" : "did you mean " + near + "?"};
        error.kind = "ConfigKeyError";
        error.key = key;
        return program.error(error);
    }
    const auto values = experiment.empty() ? config::Resolved{} : config::resolve(raw, schema);
    Json out = Json::array();
    for (const auto& option : schema.options()) {
        if (!is_below(option.key, key)) continue;
        const config::Value* current = experiment.empty() ? nullptr : values.value.find(option.key);
        if (json) out.push_back(described(option, current));
        else print(option, current);
    }
    if (json) std::cout << dump_json(out, 2) << '\n';
}

}  // namespace lathe::ctl
