// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/experiment.h"

#include <algorithm>
#include <cmath>

#include "core/base/numbers.h"
#include "core/search/tuner.h"

namespace lathe::search {

namespace {

constexpr const char* budget_option = "train.epochs";

// 64.0 -> 64 where a chosen value lands on an int option: the quantised kinds give floats.
void fit_integers(config::Value& config, const config::Schema& schema) {
    for (const config::Option& option : schema.options()) {
        if (option.type != config::Type::integer) continue;
        const config::Value* value = config.find(option.key);
        if (!value || !value->is_float() || value->origin != config::Origin::tuner) continue;
        const double x = value->as_float();
        if (x != std::floor(x) || std::abs(x) > exact_integers) continue;
        config::Value whole(static_cast<std::int64_t>(x));
        whole.origin = config::Origin::tuner;
        config.set(option.key, std::move(whole));
    }
}

// When a choice switched a group to another variant, options of the former variant mean nothing any more.
void drop_former_variant(config::Value& config, const config::Schema& former, const config::Schema& current) {
    for (const config::Option& option : former.options())
        if (!current.find(option.key) && !current.is_open(option.key)) config.erase(option.key);
}

config::Value absolute_path(const config::Value& value, const std::filesystem::path& folder) {
    if (!value.is_string() || value.as_string().empty() || value.is_missing()) return value;
    if (std::filesystem::path(value.as_string()).is_absolute()) return value;
    config::Value absolute((folder / value.as_string()).lexically_normal().string());
    absolute.origin = value.origin;
    return absolute;
}

void make_paths_absolute(config::Value& config, const config::Schema& schema, const std::filesystem::path& folder) {
    for (const config::Option& option : schema.options()) {
        if (option.type != config::Type::path && option.element != config::Type::path) continue;
        const config::Value* found = config.find(option.key);
        if (!found) continue;
        config::Value value = *found;
        if (value.is_list())
            for (config::Value& item : value.as_list()) item = absolute_path(item, folder);
        if (value.is_dict())
            for (auto& [key, item] : value.as_dict()) item = absolute_path(item, folder);
        config.set(option.key, absolute_path(value, folder));
    }
}

}  // namespace

std::vector<Mode> SearchSettings::modes() const {
    if (objectives.empty()) return {objective.value_or(Objective{}).mode};
    std::vector<Mode> out;
    for (const Objective& one : objectives) out.push_back(one.mode);
    return out;
}

Algorithm Experiment::tuner() const {
    Algorithm made = search.tuner;
    const config::Value* epochs = config.find(budget_option);
    const auto kind = std::ranges::find(tuner_kinds(), made.name, &TunerKind::name);
    if (kind == tuner_kinds().end() || epochs == nullptr || !epochs->is_int()) return made;
    const bool takes_it = std::ranges::any_of(kind->arguments, [](const auto& one) { return one.key == "max_epochs"; });
    const config::Value* given = made.args.get("max_epochs");
    if (takes_it && (given == nullptr || given->is_null())) made.args.set("max_epochs", *epochs);
    return made;
}

config::Catalog Experiment::extended(const config::Catalog& catalog) const {
    config::Catalog out = program ? config::Catalog() : catalog.extended(config, folder);
    out.add_common(options);
    return out;
}

config::Value Experiment::chosen(const config::Catalog& base, const space::Params& params,
                                 std::optional<std::int64_t> budget) const {
    const config::Catalog catalog = extended(base);
    config::Value chosen = space::apply(config, params);
    const config::Schema schema = catalog.compose(chosen);
    drop_former_variant(chosen, catalog.compose(config), schema);
    fit_integers(chosen, schema);
    // A program that has no such option learns of its budget otherwise.
    if (budget && (!program || chosen.find(budget_option))) {
        config::Value epochs(*budget);
        epochs.origin = config::Origin::tuner;
        chosen.set(budget_option, std::move(epochs));
    }
    return chosen;
}

config::Resolved Experiment::trial_config(const config::Catalog& base, const space::Params& params,
                                          std::optional<std::int64_t> budget) const {
    const config::Catalog catalog = extended(base);
    const config::Value raw = chosen(base, params, budget);
    config::Resolved resolved = config::resolve(raw, catalog);
    if (!folder.empty()) make_paths_absolute(resolved.value, catalog.compose(raw), folder);
    return resolved;
}

Result<void> require_own_engine(const Experiment& experiment, const std::string& what) {
    if (!experiment.program) return {};
    Error error{what + " needs Lathe's own engine, and the trials of this experiment run a program: " +
                    experiment.program->command_line(),
                "it is for experiments without `trial`"};
    error.key = "trial";
    error.file = experiment.source;
    return fail(std::move(error));
}

}  // namespace lathe::search
