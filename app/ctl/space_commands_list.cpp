// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/space_commands_list.h"

#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "core/search/tuner.h"

namespace lathe::ctl {

namespace {

Json json_of(const config::Option& option) {
    Json out;
    out["name"] = option.key;
    out["type"] = config::name_of(option.type);
    out["default"] = config::to_json(option.fallback);
    if (option.low) out["low"] = json_number(*option.low);
    if (option.high) out["high"] = json_number(*option.high);
    for (const config::Value& choice : option.choices) out["choices"].push_back(config::to_json(choice));
    out["doc"] = option.doc;
    return out;
}

template <class Kind>
void list(const std::vector<Kind>& kinds, bool json) {
    Json out = Json::array();
    for (const Kind& kind : kinds) {
        Json one{{"name", kind.name}, {"doc", kind.doc}, {"arguments", Json::array()}};
        for (const config::Option& option : kind.arguments) one["arguments"].push_back(json_of(option));
        if (!json) std::cout << fmt::format("{:<14}{}\n", kind.name, kind.doc);
        for (const config::Option& option : kind.arguments)
            if (!json)
                std::cout << fmt::format("    {} ({}, {}): {}\n", option.key, config::name_of(option.type),
                                         config::to_yaml_inline(option.fallback), option.doc);
        out.push_back(std::move(one));
    }
    if (json) std::cout << dump_json(out, 2) << '\n';
}

template <class Kind>
void add_list(CLI::App& app, const char* name, const char* doc, const std::vector<Kind>& kinds) {
    auto json = std::make_shared<bool>(false);
    CLI::App* command = app.add_subcommand(name, doc);
    command->add_flag("--json", *json, "One JSON document");
    command->callback([json, &kinds] { list(kinds, *json); });
}

}  // namespace

void add_algorithm_lists(CLI::App& app) {
    add_list(app, "tuners", "List the tuners and their arguments", search::tuner_kinds());
    add_list(app, "assessors", "List the assessors and their arguments", search::assessor_kinds());
}

}  // namespace lathe::ctl
