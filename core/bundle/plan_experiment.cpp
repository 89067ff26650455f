// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/plan_experiment.h"

#include <utility>

#include "core/bundle/named_files.h"
#include "core/bundle/program_folder.h"
#include "core/config/document.h"
#include "core/provenance/secrets.h"
#include "core/search/experiment_text.h"

namespace lathe::bundle {

namespace {

struct NamedPath {
    std::string key;
    std::string path;
};

void add_path(std::vector<NamedPath>& found, const std::string& key, const config::Value& value) {
    if (value.is_string() && !value.is_missing() && !value.as_string().empty())
        found.push_back({key, value.as_string()});
}

// What options of type path say, lists and dicts of paths included.
std::vector<NamedPath> named_paths(const config::Value& resolved, const config::Schema& schema) {
    std::vector<NamedPath> found;
    for (const config::Option& option : schema.options()) {
        const config::Value* value = resolved.find(option.key);
        if (value == nullptr) continue;
        if (option.type == config::Type::path) add_path(found, option.key, *value);
        if (option.element != config::Type::path) continue;
        if (value->is_list())
            for (std::size_t i = 0; i < value->as_list().size(); ++i)
                add_path(found, config::join_path(option.key, i), value->as_list()[i]);
        if (value->is_dict())
            for (const auto& [name, item] : value->as_dict())
                add_path(found, config::join_path(option.key, name), item);
    }
    return found;
}

// What the search chooses is not in the config.
void warn_of_searched_paths(BundlePlan& plan, const search::Experiment& experiment, const config::Catalog& catalog) {
    for (const space::Parameter& one : experiment.space.parameters())
        for (const config::Option* option : catalog.all_options())
            if (option->type == config::Type::path && option->key == one.path) {
                plan.warnings.push_back(one.path + ": the search chooses among files, which are not taken in");
                break;
            }
}

// They are named, not taken: the search reads them again when it is begun.
void warn_of_past_studies(BundlePlan& plan, const search::Experiment& experiment) {
    for (const std::string& study : experiment.search.warm_start)
        plan.warnings.push_back("search.warm_start: " + study +
                                " stays here: the other machine needs that study at the same place beside the "
                                "experiment, or the line removed");
}

void add_data_paths(std::vector<std::filesystem::path>& found, const std::filesystem::path& folder,
                    const config::Value& value) {
    if (value.is_dict())
        for (const auto& [key, item] : value.as_dict()) add_data_paths(found, folder, item);
    if (value.is_list())
        for (const config::Value& item : value.as_list()) add_data_paths(found, folder, item);
    std::error_code code;
    if (value.is_string() && !value.as_string().empty() && std::filesystem::exists(folder / value.as_string(), code))
        found.push_back(folder / value.as_string());
}

// What the program reads and must not go with its code: all data, or those that go to data/ anyway. A program's options
// need no types, so that each text below `data` that names something there counts.
std::vector<std::filesystem::path> data_paths(const search::Experiment& experiment, const config::Value& resolved,
                                              const BundlePlan& plan, const PlanOptions& options) {
    std::vector<std::filesystem::path> found;
    if (const config::Value* data = resolved.get("data"); data != nullptr && !options.with_data)
        add_data_paths(found, experiment.program->code_folder(experiment.folder), *data);
    for (const BundledPath& one : plan.paths)
        if (one.key.starts_with("data.")) found.emplace_back(one.original);
    return found;
}

// What stands in a command of this machine alone.
void warn_of_command(BundlePlan& plan, const search::TrialProgram& program, const std::filesystem::path& code_folder) {
    for (const std::string& word : program.command)
        if (word.starts_with('/') && !word.starts_with("/usr/") && !word.starts_with("/bin/"))
            plan.warnings.push_back(
                "trial.command: " + word + " may not be there on the other machine" +
                (word.starts_with(code_folder.string()) ? "; write it relative to trial.code_dir" : ""));
    for (const auto& [name, value] : program.env)
        if (!value.empty() && provenance::is_secret_name(name))
            plan.warnings.push_back("trial.env." + name +
                                    " looks like a secret, and is in the bundle; set it where the program is started");
}

// Its program as the bundle has it; nullopt: there is none, or it stays as it is.
Result<std::optional<search::TrialProgram>> take_program(BundlePlan& plan, const search::Experiment& experiment,
                                                         const config::Value& resolved, const PlanOptions& options) {
    if (!experiment.program) return std::nullopt;
    plan.add_code(experiment_name);  // it says what to start
    search::TrialProgram program = *experiment.program;
    const auto folder = program.code_folder(experiment.folder);
    warn_of_command(plan, program, folder);
    const auto before = plan.files.size();
    if (auto done = add_program_folder(plan, folder, data_paths(experiment, resolved, plan, options)); !done)
        return fail(done.error());
    if (plan.files.size() == before) return std::nullopt;
    program.code_dir = program_folder_name;
    return program;
}

}  // namespace

Result<std::string> text_with_paths(const std::string& text, const std::vector<BundledPath>& paths,
                                    const std::optional<search::TrialProgram>& program,
                                    const std::optional<search::Origin>& from) {
    auto document = config::Document::parse(text, experiment_name);
    if (!document) return fail(document.error());
    const auto apply = [&](const Result<config::TextEdit>& edit) -> Result<void> {
        if (!edit) return fail(edit.error());
        const auto applied = document->apply(*edit);
        if (!applied) return fail(applied.error());
        return {};
    };
    for (const BundledPath& one : paths)
        if (auto done = apply(document->set_value("config." + one.key, config::Value(one.inside))); !done)
            return fail(done.error());
    if (program) {
        const config::Value* trial = document->root().get("trial");
        const bool is_mapping = trial != nullptr && trial->is_dict();
        if (auto done = apply(is_mapping ? document->set_value("trial.code_dir", program->code_dir)
                                         : document->set_value("trial", search::to_value(*program)));
            !done)
            return fail(done.error());
    }
    if (from) {
        const config::Value written = search::to_value(*from);
        const config::Value* before = document->root().get("from");
        if (before == nullptr || !(*before == written))
            if (auto done = apply(document->set_value("from", written)); !done) return fail(done.error());
    }
    if (document->root().get("folder") != nullptr)
        if (auto done = apply(document->erase("folder")); !done) return fail(done.error());
    return document->text();
}

tl::expected<BundlePlan, Errors> plan_experiment(const search::Experiment& experiment, const config::Catalog& catalog,
                                                 const std::filesystem::path& folder, const PlanOptions& options) {
    const config::Resolved resolved = experiment.trial_config(catalog, space::Params(config::Dict{}));
    if (!resolved.errors.empty()) return tl::make_unexpected(resolved.errors);
    const config::Catalog extended = experiment.extended(catalog);

    BundlePlan plan;
    plan.name = experiment.name;
    NamedFiles files(plan, folder, options);
    for (const NamedPath& one : named_paths(resolved.value, extended.compose(resolved.value)))
        if (auto taken = files.take(one.key, one.path); !taken) return tl::make_unexpected(Errors{taken.error()});
    warn_of_searched_paths(plan, experiment, extended);
    if (!experiment.space.empty()) warn_of_past_studies(plan, experiment);

    const auto program = take_program(plan, experiment, resolved.value, options);
    if (!program) return tl::make_unexpected(Errors{program.error()});

    // With its comments where it stands by itself; else with all that came from other files written in. So, too, where
    // an alias reads a path: each of the two options has a place of its own.
    const auto with_paths = [&](const std::string& text_of_it) {
        return text_with_paths(text_of_it, plan.paths, *program, experiment.from);
    };
    auto text = experiment.files.empty() ? with_paths(experiment.text) : with_paths(search::to_yaml(experiment));
    if (!text && experiment.files.empty()) text = with_paths(search::to_yaml(experiment));
    if (!text) return tl::make_unexpected(Errors{text.error()});
    plan.set_text(experiment_name, std::move(*text));
    return plan;
}

}  // namespace lathe::bundle
