#include "core/bundle/plan_experiment.h"

#include <utility>

#include "core/bundle/named_files.h"
#include "core/config/document.h"
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

}  // namespace

Result<std::string> text_with_paths(const std::string& text, const std::vector<BundledPath>& paths) {
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

    // With its comments where it stands by itself; else with all that came from other files written in.
    auto text = text_with_paths(experiment.files.empty() ? experiment.text : search::to_yaml(experiment), plan.paths);
    if (!text) return tl::make_unexpected(Errors{text.error()});
    plan.set_text(experiment_name, std::move(*text));
    if (experiment.program) plan.add_code(experiment_name);  // it says what to start
    return plan;
}

}  // namespace lathe::bundle
