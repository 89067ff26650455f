// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl config resolve | validate | set | help | diff
#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/config_commands_help.h"
#include "app/ctl/config_commands_set.h"
#include "app/ctl/preflight.h"
#include "core/config/diff.h"
#include "core/config/document.h"
#include "core/config/merge.h"
#include "core/config/override.h"
#include "core/config/resolve.h"
#include "core/search/experiment.h"
#include "core/search/experiment_config.h"
#include "core/search/experiment_file.h"
#include "core/search/search_end.h"

namespace lathe::ctl {

namespace {

struct ConfigArguments {
    std::vector<std::string> words;  // files, keys and overrides, as the command wants them
    std::string format = "yaml";
    std::string experiment;
    bool in_place = false;
    bool json = false;
    bool dry_run = false;
    bool from_stdin = false;
};

void print(const config::Value& value, const std::string& format) {
    if (format == "json") std::cout << dump_json(to_json(value), 2) << '\n';
    else std::cout << to_yaml(value);
}

// Files merged in order, each composed with what its defaults list brings.
struct Merged {
    config::Value config;
    std::vector<std::string> overrides;  // that are still to be applied
    config::Catalog catalog;             // of the last experiment among them; empty for plain configs
    config::KeyRule rule;                // of that experiment
    config::Sweeps sweeps = config::Sweeps::refuse;
    std::vector<std::string> notes;  // what was left out
};

tl::expected<Merged, Errors> merged(const std::vector<std::string>& files, std::vector<std::string> overrides,
                                    const config::Catalog& catalog) {
    Merged all;
    all.overrides = std::move(overrides);
    const Time moment = now();
    bool first = true;
    bool are_yaml = false;  // the values of the overrides, when a file of Hydra's has been composed
    for (const auto& file : files) {
        auto document = config::Document::load_input(file);
        if (!document) return tl::make_unexpected(Errors{std::move(document.error())});
        const bool experiment = is_experiment(document->root());
        if (experiment) {
            auto extended = search::extended_catalog(*document, catalog);
            if (!extended) return tl::make_unexpected(std::move(extended.error()));
            all.catalog = std::move(*extended);
        }
        auto primary = config::primary_of(*document);
        if (!experiment && primary.follows_hydra) {
            primary.follows_hydra = !std::exchange(are_yaml, true);
            all.rule.may_be_new = false;
            all.sweeps = config::Sweeps::refuse_always;
        }
        auto composed = experiment ? search::compose_config(*document, all.overrides, moment)
                                   : config::compose(primary, all.overrides, config::RunValues::answered, moment);
        if (!composed) return tl::make_unexpected(std::move(composed.error()));
        all.overrides = std::move(composed->overrides);
        std::ranges::move(composed->notes, std::back_inserter(all.notes));
        if (experiment) all.rule = search::key_rule(*document, composed->config);
        if (first) {
            all.config = std::move(composed->config);
        } else if (auto done = merge(all.config, composed->config); !done) {
            return tl::make_unexpected(Errors{std::move(done.error())});
        }
        first = false;
    }
    return all;
}

void resolve(const ConfigArguments& arguments, Program& program) {
    std::vector<std::string> files;
    std::vector<std::string> changes;
    for (const auto& word : arguments.words) (config::looks_like_override(word) ? changes : files).push_back(word);
    if (files.empty()) return program.error(Error{"no file is given", "write lathectl config resolve FILE"});
    auto all = merged(files, std::move(changes), *program.catalog);
    if (!all) return program.errors(all.error());
    const auto applied = apply_overrides(all->config, all->overrides, all->catalog, all->sweeps, all->rule);
    if (!applied.errors.empty()) return program.errors(applied.errors);
    say_dropped(applied.dropped);
    say_notes(all->notes);
    const auto resolved = config::resolve(all->config, all->catalog);
    if (!resolved.errors.empty()) return program.errors(resolved.errors);
    print(resolved.value, arguments.format);
}

Json to_json(const Error& error) {
    Json out;
    if (!error.file.empty()) out["file"] = error.file;
    if (error.line > 0) out["line"] = error.line;
    if (error.column > 0) out["column"] = error.column;
    if (!error.key.empty()) out["key"] = error.key;
    if (!error.kind.empty()) out["kind"] = error.kind;
    out["what"] = error.what;
    out["hint"] = error.hint;
    return out;
}

tl::expected<search::Experiment, Errors> experiment_to_check(const ConfigArguments& arguments,
                                                             const config::Catalog& catalog) {
    const std::string& file = arguments.words.front();
    search::LoadOptions options;
    options.overrides.assign(arguments.words.begin() + 1, arguments.words.end());
    options.sweeps = config::Sweeps::collect;
    if (!arguments.from_stdin) return search::load_experiment(file, catalog, options);
    const std::string text(std::istreambuf_iterator<char>(std::cin), {});
    const auto document = config::Document::parse(text, file);
    if (!document) return tl::make_unexpected(Errors{document.error()});
    return search::parse_experiment(*document, catalog, options);
}

void validate(const ConfigArguments& arguments, Program& program) {
    const auto experiment = experiment_to_check(arguments, *program.catalog);
    run::Preflight found;
    if (!experiment) {
        found.errors = experiment.error();
    } else {
        Services services;
        const auto depth = arguments.dry_run ? run::CheckDepth::one_batch : run::CheckDepth::prepared;
        found = look_before_training(*experiment, services, depth, run::PreflightScope::every_way);
        found.notes.insert(found.notes.begin(), experiment->notes.begin(), experiment->notes.end());
    }
    const bool is_search = experiment && experiment->search.objective && !experiment->space.empty();
    const std::string end = is_search ? search::end_of_search(*experiment) : "";
    if (arguments.json) {
        Json out;
        out["valid"] = found.errors.empty();
        out["errors"] = Json::array();
        for (const Error& error : found.errors) out["errors"].push_back(to_json(error));
        out["notes"] = found.notes;
        if (is_search) out["ends"] = end;
        std::cout << dump_json(out, 2) << '\n';
    } else {
        say_notes(found.notes);
    }
    if (!found.errors.empty()) return program.errors(found.errors);
    say_dropped(experiment->dropped);
    if (arguments.json) return;
    if (is_search) say_notes({end});
    std::cout << arguments.words.front() << ": ok\n";
}

// What is compared: everything that is written; of a config in several files, what they compose.
tl::expected<config::Value, Errors> comparable(const std::string& file) {
    auto document = config::Document::load_input(file);
    if (!document) return tl::make_unexpected(Errors{std::move(document.error())});
    config::Value root = document->root();
    if (!is_experiment(root)) {
        auto composed = config::compose(config::primary_of(*document));
        if (!composed) return tl::make_unexpected(std::move(composed.error()));
        return std::move(composed->config);
    }
    auto composed = search::compose_config(*document);
    if (!composed) return tl::make_unexpected(std::move(composed.error()));
    if (root.get("config") == nullptr && composed->config.as_dict().empty()) return root;
    root.set("config", std::move(composed->config));
    root.erase("config_file");
    root.erase("defaults");
    return root;
}

Json side(const std::optional<config::Value>& value) {
    return value ? to_json(*value) : Json(nullptr);
}

std::string shown(const std::optional<config::Value>& value) {
    return value ? to_yaml_inline(*value) : "(absent)";
}

std::string shown_path(const std::string& path, bool experiment) {
    constexpr std::string_view prefix = "config.";
    return experiment && path.starts_with(prefix) ? path.substr(prefix.size()) : path;
}

void diff(const ConfigArguments& arguments, Program& program) {
    std::vector<config::Value> roots;
    for (const auto& file : arguments.words) {
        auto root = comparable(file);
        if (!root) return program.errors(root.error());
        roots.push_back(std::move(*root));
    }
    const bool three = roots.size() == 3;
    const bool experiment = is_experiment(roots[0]) && is_experiment(roots[1]);
    const auto changes = three ? config::diff(roots[0], roots[1], roots[2]) : config::diff(roots[0], roots[1]);
    Json out = Json::array();
    for (const auto& change : changes) {
        const auto path = shown_path(change.path, experiment);
        if (arguments.json) {
            Json row;
            row["key"] = path;
            row["a"] = side(change.left);
            row["b"] = side(change.right);
            if (three) row["base"] = side(change.base);
            if (three) row["conflict"] = is_conflict(change);
            out.push_back(std::move(row));
        } else if (three) {
            std::cout << (is_conflict(change) ? "! " : "  ") << path << ": " << shown(change.base)
                      << " -> a: " << shown(change.left) << ", b: " << shown(change.right) << '\n';
        } else if (!change.left) {
            std::cout << "+ " << path << ": " << shown(change.right) << '\n';
        } else if (!change.right) {
            std::cout << "- " << path << ": " << shown(change.left) << '\n';
        } else {
            std::cout << "~ " << path << ": " << shown(change.left) << " -> " << shown(change.right) << '\n';
        }
    }
    if (arguments.json) std::cout << dump_json(out, 2) << '\n';
}

}  // namespace

void add_config_commands(CLI::App& app, Program& program) {
    auto* config = app.add_subcommand("config", "Read, check and change configs");
    config->require_subcommand(1);
    const auto add = [&](const char* name, const char* doc, void (*run)(const ConfigArguments&, Program&)) {
        auto arguments = std::make_shared<ConfigArguments>();
        auto* command = config->add_subcommand(name, doc);
        command->callback([arguments, run, &program] { run(*arguments, program); });
        return std::pair{command, arguments};
    };
    {
        auto [command, arguments] =
            add("resolve", "Merge files in order, apply overrides, and follow interpolations", resolve);
        command->add_option("FILES", arguments->words, "Files; and changes: opt.lr=1e-3, +a.b=1, ++c=2, ~d")
            ->type_name("FILE|KEY=VALUE")
            ->required();
        command->add_option("--format", arguments->format, "yaml or json")->check(CLI::IsMember({"yaml", "json"}));
    }
    {
        auto [command, arguments] =
            add("validate", "Check an experiment, its data and its network; every error at once", validate);
        command->add_option("EXPERIMENT", arguments->words, "The file, then changes KEY=VALUE")
            ->type_name("FILE KEY=VALUE")
            ->required();
        command->add_flag("--json", arguments->json, "Answer in JSON");
        command->add_flag("--stdin", arguments->from_stdin,
                          "Check the text of standard input, as if it stood in the file");
        command->add_flag("--dry-run", arguments->dry_run,
                          "Also put one batch through each of training, validation and test");
    }
    {
        auto [command, arguments] =
            add("set", "Change values in a file; comments and everything else stay",
                [](const ConfigArguments& given, Program& at) { set_values(given.words, given.in_place, at); });
        command->add_option("FILE", arguments->words, "The file, then changes KEY=VALUE, ~KEY")
            ->type_name("FILE KEY=VALUE")
            ->required()
            ->expected(2, -1);
        command->add_flag("--in-place", arguments->in_place, "Write the file instead of printing the new text");
    }
    {
        auto [command, arguments] = add("help", "Options with type, default, range and documentation",
                                        [](const ConfigArguments& given, Program& at) {
                                            show_help(given.words, given.experiment, given.json, at);
                                        });
        command->add_option("KEY", arguments->words,
                            "An option or a group, e.g. opt or opt.lr; with --experiment also changes KEY=VALUE");
        command->add_option("--experiment", arguments->experiment,
                            "Show the values of this file, and the options of its choices");
        command->add_flag("--json", arguments->json, "Answer in JSON");
    }
    {
        auto [command, arguments] = add("diff", "Differences of two configs, or of two from their base", diff);
        command->add_option("FILES", arguments->words, "Two files, and perhaps the one that both came from")
            ->type_name("A B [BASE]")
            ->required()
            ->expected(2, 3);
        command->add_flag("--json", arguments->json, "Answer in JSON");
    }
}

}  // namespace lathe::ctl
