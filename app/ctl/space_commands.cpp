// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <limits>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/ctl/ask_tell.h"
#include "app/ctl/commands.h"
#include "app/ctl/space_commands_file.h"
#include "app/ctl/space_commands_list.h"
#include "app/ctl/whole_number.h"
#include "core/base/plural.h"

namespace lathe::ctl {

namespace {

constexpr std::size_t listed_values = 12;

std::string numbers_of(const space::Distribution& d) {
    const std::string ends =
        d.kind == space::Kind::randint ? fmt::format("[{:.0f}, {:.0f}", d.a, d.b) : fmt::format("[{}, {}", d.a, d.b);
    return space::is_quantised(d.kind) ? ends + fmt::format(", {}]", d.q) : ends + "]";
}

// The values that can come out, with their probabilities where they differ.
std::string values_of(const space::Distribution& d) {
    const auto values = d.reachable(listed_values);
    if (values.empty()) return d.kind == space::Kind::choice ? counted(d.branches.size(), "value") : std::string();
    std::string out;
    for (const auto& one : values) {
        out += (out.empty() ? "" : ", ") + config::to_yaml_inline(one.value);
        if (space::is_quantised(d.kind)) out += fmt::format(" ({:.1f} %)", 100 * one.probability);
    }
    return out;
}

void print_parameters(const std::vector<space::Parameter>& parameters, const std::string& indent) {
    for (const space::Parameter& parameter : parameters) {
        const space::Distribution& d = parameter.distribution;
        std::cout << indent << parameter.path << ": " << space::name_of(d.kind);
        if (d.kind != space::Kind::choice) std::cout << ' ' << numbers_of(d);
        if (const std::string values = values_of(d); !values.empty()) std::cout << " -> " << values;
        std::cout << '\n';
        if (!d.is_nested()) continue;
        for (const space::Branch& branch : d.branches) {
            std::cout << indent << "  " << branch.name << '\n';
            print_parameters(branch.children, indent + "    ");
        }
    }
}

void validate(const std::string& file, bool json, Program& program) {
    const auto space = load_space_file(file, *program.catalog);
    if (!space) return program.errors(space.error());
    const auto size = space->cardinality();
    if (json) {
        Json out;
        out["valid"] = true;
        out["parameters"] = space->parameters().size();
        out["cardinality"] = size ? Json(*size) : Json(nullptr);
        out["space"] = config::to_json(space->to_value());
        std::cout << dump_json(out) << '\n';
        return;
    }
    print_parameters(space->parameters(), {});
    std::cout << fmt::format("valid: {}, {}\n", counted(space->parameters().size(), "parameter"),
                             size ? counted(*size, "combination") : "endless combinations");
}

void sample(const std::string& file, std::int64_t count, std::int64_t seed, Program& program) {
    const auto space = load_space_file(file, *program.catalog);
    if (!space) return program.errors(space.error());
    Random random(static_cast<std::uint64_t>(seed));
    for (std::int64_t i = 0; i < count && std::cout; ++i)
        std::cout << dump_json(config::to_json(space->sample(random))) << '\n';
}

void add_validate(CLI::App& space, Program& program) {
    struct Options {
        std::string file;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    CLI::App* command = space.add_subcommand("validate", "Check a search space; every error at once");
    command->add_option("file", options->file, "An experiment, or a space as JSON or YAML")->required();
    command->add_flag("--json", options->json, "One JSON document");
    command->callback([options, &program] { validate(options->file, options->json, program); });
}

void add_sample(CLI::App& space, Program& program) {
    struct Options {
        std::string file;
        std::int64_t count = 10;
        std::int64_t seed = 0;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    CLI::App* command = space.add_subcommand("sample", "Draw random parameters, one JSON object a line");
    command->add_option("file", options->file, "An experiment, or a space as JSON or YAML")->required();
    command->add_option("--n", options->count, "How many")
        ->transform(whole_number(0, std::numeric_limits<std::int64_t>::max()));
    command->add_option("--seed", options->seed, "Seed of the random numbers")
        ->transform(whole_number(0, std::numeric_limits<std::int64_t>::max()));
    command->add_flag("--json", options->json, "The lines are JSON already");
    command->callback([options, &program] { sample(options->file, options->count, options->seed, program); });
}

void add_ask_tell(CLI::App& app, Program& program) {
    auto options = std::make_shared<AskTellOptions>();
    CLI::App* command =
        app.add_subcommand("ask-tell", "Serve a tuner on standard input and output, a JSON object a line");
    command->add_option("--space", options->space, "An experiment, or a space as JSON or YAML")->required();
    command->add_option("--tuner", options->tuner, "Name of the tuner (lathectl tuners)")->required();
    command->add_option("--args", options->tuner_args, "Its arguments as a JSON object");
    auto* assessor = command->add_option("--assessor", options->assessor, "Name of the assessor (lathectl assessors)");
    command->add_option("--assessor-args", options->assessor_args, "Its arguments as a JSON object")->needs(assessor);
    command->add_option("--mode", options->modes, "Direction; of several objectives one for each: minimize,maximize")
        ->delimiter(',')
        ->check(CLI::IsMember({"minimize", "maximize"}));
    command->add_option("--constraints", options->constraints,
                        "Limits that good trials keep, as JSON: [{\"metric\": \"latency_ms\", \"max\": 20}]");
    command->add_option("--seed", options->seed, "Seed of the random numbers")
        ->transform(whole_number(0, std::numeric_limits<std::int64_t>::max()));
    command
        ->add_option("--trials", options->trials,
                     "How many trials there will be in all, where that is known: Auto plans by it")
        ->transform(whole_number(1));
    command->callback([options, &program] { ask_tell(*options, std::cin, std::cout, program); });
}

}  // namespace

void add_space_commands(CLI::App& app, Program& program) {
    CLI::App* space = app.add_subcommand("space", "Check search spaces and draw from them");
    space->require_subcommand(1);
    add_validate(*space, program);
    add_sample(*space, program);
    add_ask_tell(app, program);
    add_algorithm_lists(app);
}

}  // namespace lathe::ctl
