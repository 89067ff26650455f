// lathectl config resolve | validate | set | help | diff
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/config_commands_help.h"
#include "core/base/files.h"
#include "core/config/diff.h"
#include "core/config/document.h"
#include "core/config/merge.h"
#include "core/config/override.h"
#include "core/config/resolve.h"
#include "core/search/experiment.h"

namespace lathe::ctl {

namespace {

struct Arguments {
    std::vector<std::string> words;  // files, keys and overrides, as the command wants them
    std::string format = "yaml";
    std::string experiment;
    bool in_place = false;
    bool json = false;
};

bool is_experiment(const config::Value& root) {
    return root.get("lathe") != nullptr;
}

void print(const config::Value& value, const std::string& format) {
    if (format == "json") std::cout << dump_json(to_json(value), 2) << '\n';
    else std::cout << to_yaml(value);
}

// The `config:` of an experiment, or the file that `config_file:` names.
Result<config::Value> config_of(const config::Document& document) {
    const config::Value* file = document.root().get("config_file");
    if (file != nullptr && file->is_string()) {
        const fs::path given(file->as_string());
        const auto path = given.is_absolute() ? given : fs::path(document.file()).parent_path() / given;
        auto loaded = config::Document::load(path.string());
        if (!loaded) return fail(std::move(loaded.error()));
        return loaded->root();
    }
    const config::Value* config = document.root().get("config");
    if (config == nullptr || config->is_null()) return config::Value(config::Dict{});
    return *config;
}

// Files merged in order. `experiment` is set when one of them is an experiment: then the others are merged into its
// config.
Result<config::Value> merged(const std::vector<std::string>& files, bool& experiment) {
    std::optional<config::Value> all;
    for (const auto& file : files) {
        auto document = config::Document::load(file);
        if (!document) return fail(std::move(document.error()));
        config::Value root = document->root();
        if (is_experiment(root)) {
            experiment = true;
            auto config = config_of(*document);
            if (!config) return config;
            root = std::move(*config);
        }
        if (!all) {
            all = std::move(root);
        } else if (auto done = merge(*all, root); !done) {
            return fail(std::move(done.error()));
        }
    }
    return *all;
}

void resolve(const Arguments& arguments, Program& program) {
    std::vector<std::string> files;
    std::vector<std::string> changes;
    for (const auto& word : arguments.words) (config::looks_like_override(word) ? changes : files).push_back(word);
    if (files.empty()) return program.error(Error{"no file is given", "write lathectl config resolve FILE"});
    bool experiment = false;
    auto root = merged(files, experiment);
    if (!root) return program.error(root.error());
    static const config::Catalog no_catalog;
    const config::Catalog& catalog = experiment ? *program.catalog : no_catalog;
    if (const auto errors = apply_overrides(*root, changes, catalog); !errors.empty()) return program.errors(errors);
    const auto resolved = config::resolve(*root, catalog);
    if (!resolved.errors.empty()) return program.errors(resolved.errors);
    print(resolved.value, arguments.format);
}

void validate(const Arguments& arguments, Program& program) {
    search::LoadOptions options;
    options.overrides.assign(arguments.words.begin() + 1, arguments.words.end());
    const auto experiment = search::load_experiment(arguments.words.front(), *program.catalog, options);
    if (!experiment) return program.errors(experiment.error());
    if (arguments.json) std::cout << "{\"valid\": true}\n";
    else std::cout << arguments.words.front() << ": ok\n";
}

Error in_file(Error error, const config::Document& document, const std::string& key) {
    error.file = document.file();
    error.key = key;
    return error;
}

// What the schema says about a change to an experiment, before the text is touched.
Result<void> check(const config::Document& document, const config::Override& change, const config::Catalog& catalog) {
    auto before = config_of(document);
    if (!before) return fail(std::move(before.error()));
    config::Value root = std::move(*before);
    const config::Schema schema = catalog.compose(root);
    if (auto done = apply_override(root, change, schema); !done) return done;
    if (change.operation == config::Override::Operation::erase) return {};
    const config::Option* option = schema.find(change.key);
    if (option == nullptr) return {};
    auto converted = schema.convert(*option, value_for(change, option));
    if (!converted) return fail(std::move(converted.error()));
    return {};
}

Result<void> change_text(config::Document& document, const config::Override& change, const config::Catalog& catalog) {
    const bool experiment = is_experiment(document.root());
    if (experiment && document.root().get("config_file") != nullptr)
        return fail("the config of this experiment is in another file",
                    "set the value in the file that config_file names");
    const auto path = experiment ? "config." + change.key : change.key;
    if (experiment) {
        if (auto fine = check(document, change, catalog); !fine) return fine;
    } else {
        config::Value copy = document.root();
        if (auto fine = apply_override(copy, change); !fine) return fine;
    }
    if (change.operation == config::Override::Operation::erase) {
        if (document.root().find(path) == nullptr) return {};
        auto edit = document.erase(path);
        if (!edit) return fail(std::move(edit.error()));
        return document.apply(*edit);
    }
    const config::Schema schema =
        experiment ? catalog.compose(config_of(document).value_or(config::Value())) : config::Schema();
    const config::Value meant = value_for(change, schema.find(change.key));
    auto edit = meant == change.value ? document.set_text(path, change.text) : document.set_value(path, meant);
    // A text that cannot stand unquoted at this place ("1,2" inside braces) is written with quotes.
    if (!edit && edit.error().kind == "ValidationError" && change.value.is_string())
        edit = document.set_value(path, change.value);
    if (!edit) return fail(std::move(edit.error()));
    return document.apply(*edit);
}

void set(const Arguments& arguments, Program& program) {
    auto document = config::Document::load(arguments.words.front());
    if (!document) return program.error(document.error());
    for (auto word = arguments.words.begin() + 1; word != arguments.words.end(); ++word) {
        const auto change = config::parse_override(*word);
        if (!change) return program.error(change.error());
        if (!change->has_value && change->operation != config::Override::Operation::erase)
            return program.error(Error{"'" + *word + "' gives no value", "write KEY=VALUE"});
        if (auto done = change_text(*document, *change, *program.catalog); !done) {
            auto error = std::move(done.error());
            if (error.file.empty()) error = in_file(std::move(error), *document, change->key);
            return program.error(error);
        }
    }
    if (!arguments.in_place) {
        std::cout << document->text();
        return;
    }
    if (auto done = write_file_atomically(document->file(), document->text()); !done) program.error(done.error(), 1);
}

// What is compared: of experiments, everything, with keys of the config as overrides name them.
Result<config::Value> comparable(const std::string& file) {
    auto document = config::Document::load(file);
    if (!document) return fail(std::move(document.error()));
    return document->root();
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

void diff(const Arguments& arguments, Program& program) {
    std::vector<config::Value> roots;
    for (const auto& file : arguments.words) {
        auto root = comparable(file);
        if (!root) return program.error(root.error());
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
    const auto add = [&](const char* name, const char* doc, void (*run)(const Arguments&, Program&)) {
        auto arguments = std::make_shared<Arguments>();
        auto* command = config->add_subcommand(name, doc);
        command->callback([arguments, run, &program] { run(*arguments, program); });
        return std::pair{command, arguments};
    };
    {
        auto [command, arguments] =
            add("resolve", "Merge files in order, apply overrides, and follow interpolations", resolve);
        command->add_option("FILE|KEY=VALUE", arguments->words, "Files; and changes: opt.lr=1e-3, +a.b=1, ++c=2, ~d")
            ->required();
        command->add_option("--format", arguments->format, "yaml or json")->check(CLI::IsMember({"yaml", "json"}));
    }
    {
        auto [command, arguments] = add("validate", "Check an experiment; every error at once", validate);
        command->add_option("EXPERIMENT", arguments->words, "The file, then changes KEY=VALUE")->required();
        command->add_flag("--json", arguments->json, "Answer in JSON");
    }
    {
        auto [command, arguments] = add("set", "Change values in a file; comments and everything else stay", set);
        command->add_option("FILE", arguments->words, "The file, then changes KEY=VALUE, ~KEY")
            ->required()
            ->expected(2, -1);
        command->add_flag("--in-place", arguments->in_place, "Write the file instead of printing the new text");
    }
    {
        auto [command, arguments] =
            add("help", "Options with type, default, range and documentation", [](const Arguments& given, Program& at) {
                show_help(given.words.empty() ? "" : given.words[0], given.experiment, given.json, at);
            });
        command->add_option("KEY", arguments->words, "An option or a group, e.g. opt or opt.lr")->expected(0, 1);
        command->add_option("--experiment", arguments->experiment,
                            "Show the values of this file, and the options of its choices");
        command->add_flag("--json", arguments->json, "Answer in JSON");
    }
    {
        auto [command, arguments] = add("diff", "Differences of two configs, or of two from their base", diff);
        command->add_option("A B [BASE]", arguments->words, "The files")->required()->expected(2, 3);
        command->add_flag("--json", arguments->json, "Answer in JSON");
    }
}

}  // namespace lathe::ctl
