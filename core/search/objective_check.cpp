// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/objective_check.h"

#include <optional>
#include <string>
#include <utility>

#include "core/config/value_error.h"
#include "core/search/tuner.h"

namespace lathe::search {

namespace {

std::string tuners_without_objective() {
    std::string names;
    for (const TunerKind& kind : tuner_kinds())
        if (kind.feedback == Feedback::none) names += (names.empty() ? "" : ", ") + kind.name;
    return names;
}

// nullopt: none is needed.
std::optional<Error> why_an_objective_is_needed(const Experiment& experiment, const config::Value& at) {
    const auto& search = experiment.search;
    const TunerKind* kind = find_tuner_kind(search.tuner.name);
    const bool learns = kind != nullptr && kind->feedback == Feedback::objective;
    if (experiment.program && !learns && !search.assessor) return std::nullopt;
    std::string who = "a search";
    std::string hint = "add search: {objective: {metric: val_loss, mode: minimize}}";
    if (experiment.program) {
        who = learns ? "the tuner " + search.tuner.name : "the assessor " + search.assessor->name;
        hint += learns ? ", or choose a tuner that needs none: " + tuners_without_objective()
                       : ", or remove search.assessor";
    }
    return config::error_at(at, "search.objective", who + " needs an objective", std::move(hint));
}

}  // namespace

Errors check_objective_settings(const Experiment& experiment, const config::Value* given, const config::Value& root) {
    Errors errors;
    const auto fine = check_objectives(experiment.search.tuner.name, experiment.search.objectives.size());
    if (!fine) {
        const config::Value* at = given ? given->find("tuner.name") : nullptr;
        errors.push_back(config::error_at(at ? *at : root, "search.tuner.name", fine.error().what, fine.error().hint));
    }
    const bool has_objective = given && (given->get("objective") || given->get("objectives"));
    if (experiment.purpose == Purpose::search && !has_objective)
        if (auto error = why_an_objective_is_needed(experiment, given ? *given : root))
            errors.push_back(std::move(*error));
    return errors;
}

}  // namespace lathe::search
