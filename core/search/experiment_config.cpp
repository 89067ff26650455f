// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/experiment_config.h"

#include <algorithm>
#include <filesystem>

#include "core/config/schema_file.h"
#include "core/config/value_error.h"
#include "core/space/experiment_space.h"

namespace lathe::search {

namespace {

tl::unexpected<Errors> refuse(const config::Value& value, std::string key, std::string what, std::string hint) {
    return tl::make_unexpected(Errors{error_at(value, std::move(key), std::move(what), std::move(hint))});
}

tl::expected<config::Primary, Errors> read_file(const config::Document& experiment, const config::Value& named) {
    if (!named.is_string() || named.as_string().empty())
        return refuse(named, "config_file", "expected a path, found " + config::to_yaml_inline(named),
                      "give the path of a YAML file");
    const auto file = beside(experiment, named.as_string());
    auto document = config::Document::load(file);
    if (document) return config::primary_of(*document);
    auto error = std::move(document.error());
    if (error.line == 0) error = error_at(named, "config_file", file + " " + error.what, error.hint);
    return tl::make_unexpected(Errors{std::move(error)});
}

// Whether the trials are a program that is told what only Hydra's command line takes.
bool runs_under_hydra(const config::Value& root) {
    const config::Value* command = root.find("trial.command");
    if (command == nullptr || !command->is_list()) return false;
    return std::ranges::any_of(command->as_list(), [](const config::Value& word) {
        return word.is_string() && (word.as_string() == "--config-path" || word.as_string().starts_with("hydra."));
    });
}

}  // namespace

std::string beside(const config::Document& experiment, const std::string& path) {
    const std::filesystem::path given(path);
    if (given.is_absolute()) return path;
    return (std::filesystem::path(experiment.file()).parent_path() / given).string();
}

std::filesystem::path folder_of(const config::Document& experiment) {
    std::filesystem::path folder;
    std::error_code code;
    if (!experiment.file().empty()) folder = std::filesystem::absolute(experiment.file(), code).parent_path();
    const config::Value* written = experiment.root().get("folder");
    const bool is_text = written != nullptr && written->is_string() && !written->as_string().empty();
    return is_text ? (folder / written->as_string()).lexically_normal() : folder;
}

tl::expected<config::Composition, Errors> compose_config(const config::Document& experiment,
                                                         std::vector<std::string> overrides, Time moment) {
    const config::Value& root = experiment.root();
    const config::Value* config = root.get("config");
    const config::Value* file = root.get("config_file");
    const config::Value* defaults = root.get("defaults");
    // The config's own keys as one dict, its defaults list among them, and the file that they stand in.
    config::Primary own{config::Dict{}, experiment.file(), {}, false};
    if (file != nullptr) {
        auto read = read_file(experiment, *file);
        Errors errors = read ? Errors{} : std::move(read.error());
        if (config != nullptr)
            errors.insert(errors.begin(), error_at(*file, "config_file", "both config and config_file are given",
                                                   "remove one of them"));
        if (!errors.empty()) return tl::make_unexpected(std::move(errors));
        own = std::move(*read);
        own.follows_hydra = false;  // experiments have one grammar, with a defaults list or without
    } else if (config != nullptr && !config->is_null()) {
        own.value = *config;
    }
    if (!own.value.is_dict())
        return refuse(own.value, "config", "expected a mapping, found " + config::to_yaml_inline(own.value),
                      "write the options as `group: {option: value}`");
    if (defaults != nullptr) {
        if (!defaults->is_list())
            return refuse(*defaults, "defaults", "expected a list, found " + config::to_yaml_inline(*defaults),
                          "write `- NAME` or `- GROUP: NAME` lines");
        if (file != nullptr || own.value.get("defaults") != nullptr)
            return refuse(*defaults, "defaults", "the config has a defaults list of its own", "keep one of the two");
        own.value.set("defaults", *defaults);
    }
    // A program that runs under Hydra knows best where its output goes.
    const auto run_values = runs_under_hydra(root) ? config::RunValues::kept : config::RunValues::answered;
    auto composed = config::compose(own, std::move(overrides), run_values, moment);
    if (composed && file != nullptr) composed->files.insert(composed->files.begin(), own.file);
    return composed;
}

bool runs_program(const config::Value& experiment) {
    for (const char* key : {"trial", "command"})
        if (const config::Value* value = experiment.get(key); value != nullptr && !value->is_null()) return true;
    return false;
}

config::KeyRule key_rule(const config::Document& experiment, const config::Value& config, const space::Space& space) {
    config::KeyRule rule{!runs_program(experiment.root()), {}, {"search", "space", "trial"}};
    if (rule.may_be_new) return rule;
    for (const space::Parameter& one : space.parameters())
        rule.known.push_back(one.distribution.is_nested() ? space::selector_of_nested(config, one.path) : one.path);
    return rule;
}

config::KeyRule key_rule(const config::Document& experiment, const config::Value& config) {
    return key_rule(experiment, config, space::read_experiment_space(experiment).space);
}

tl::expected<OwnOptions, Errors> read_own_options(const config::Document& experiment, const config::Catalog& catalog) {
    const config::Value& root = experiment.root();
    const config::Value* given = root.get("schema");
    const config::Value* named = root.get("schema_file");
    OwnOptions own;
    std::optional<config::Document> file;
    if (named != nullptr) {
        if (given != nullptr)
            return refuse(*named, "schema_file", "both schema and schema_file are given", "remove one of them");
        if (!named->is_string() || named->as_string().empty())
            return refuse(*named, "schema_file", "expected a path, found " + config::to_yaml_inline(*named),
                          "give the path of a YAML file");
        own.file = beside(experiment, named->as_string());
        auto loaded = config::Document::load(own.file);
        if (!loaded) {
            Error error = std::move(loaded.error());
            if (error.line == 0) error = error_at(*named, "schema_file", own.file + " " + error.what, error.hint);
            return tl::make_unexpected(Errors{std::move(error)});
        }
        file = std::move(*loaded);
        given = &file->root();
    }
    if (given == nullptr) return own;
    auto options = config::parse_options(*given, catalog);
    if (!options) return tl::make_unexpected(std::move(options.error()));
    own.options = std::move(*options);
    return own;
}

tl::expected<config::Catalog, Errors> extended_catalog(const config::Document& experiment,
                                                       const config::Catalog& catalog) {
    auto own = read_own_options(experiment, catalog);
    if (!own) return tl::make_unexpected(std::move(own.error()));
    config::Catalog out;
    if (!runs_program(experiment.root())) {
        const auto composed = compose_config(experiment);
        out = composed ? catalog.extended(composed->config, folder_of(experiment)) : catalog;
    }
    out.add_common(std::move(own->options));
    return out;
}

}  // namespace lathe::search
