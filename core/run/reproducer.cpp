// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/reproducer.h"

#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/temporary_folder.h"
#include "core/provenance/environment_difference.h"
#include "core/provenance/provenance.h"
#include "core/run/changed_inputs.h"
#include "core/run/study_experiment.h"

namespace lathe::run {

namespace {

bool was_tested(const store::MetricsTable& metrics) {
    const auto at = metrics.lower_bound("test_");
    return at != metrics.end() && at->first.starts_with("test_");
}

std::optional<provenance::Provenance> recorded_provenance(const fs::path& study, const store::TrialRecord& trial) {
    const std::string name = trial.facts.string_or("provenance", "");
    if (name.empty()) return std::nullopt;
    auto loaded = provenance::Provenance::load(study, name);
    return loaded ? std::optional(std::move(*loaded)) : std::nullopt;
}

// That there is a record of what it read, but that nobody can read it.
std::optional<std::string> unreadable_provenance(const fs::path& study, const store::TrialRecord& trial) {
    const std::string name = trial.facts.string_or("provenance", "");
    std::error_code code;
    if (name.empty() || !fs::exists(study / "provenance" / (name + ".json"), code)) return std::nullopt;
    const auto loaded = provenance::Provenance::load(study, name);
    if (loaded) return std::nullopt;
    return "what it ran with and read is not known any more: " + loaded.error().str();
}

std::string shown_or_nothing(const std::optional<config::Value>& value) {
    return value ? config::to_yaml_inline(*value) : "nothing";
}

// Of the environments of two runs, what may explain that their numbers differ; the likeliest first.
std::vector<std::string> environment_differences(const std::optional<provenance::Provenance>& was,
                                                 const std::optional<provenance::Provenance>& is) {
    constexpr std::size_t most = 20;
    std::vector<std::string> out;
    if (!was || !is) return out;
    for (const auto& one : provenance::environment_difference(was->environment, is->environment)) {
        if (out.size() == most) break;
        out.push_back(fmt::format("{}: {} when it was recorded, {} now", one.path, shown_or_nothing(one.a),
                                  shown_or_nothing(one.b)));
    }
    return out;
}

// What of the facts of two runs may explain that their numbers differ, beside their environments.
std::vector<std::string> fact_differences(const config::Value& a, const config::Value& b) {
    std::vector<std::string> out;
    for (const char* key : {"torch", "blas", "device", "ranks", "threads", "workers", "precision", "deterministic"}) {
        const config::Value* was = a.get(key);
        const config::Value* is = b.get(key);
        if (was && is && !(*was == *is))
            out.push_back(fmt::format("{}: {} when it was recorded, {} now", key, config::to_yaml_inline(*was),
                                      config::to_yaml_inline(*is)));
    }
    return out;
}

}  // namespace

tl::expected<Reproducer, Errors> Reproducer::open(const fs::path& study_folder, const SessionServices& services,
                                                  double tolerance) {
    auto experiment = load_study_experiment(study_folder, *services.catalog);
    if (!experiment) return tl::make_unexpected(std::move(experiment.error()));
    if (auto same = check_is_as_begun(study_folder, *experiment); !same)
        return tl::make_unexpected(Errors{same.error()});
    return Reproducer(study_folder, std::move(*experiment), services, tolerance);
}

tl::expected<Reproducer, Errors> Reproducer::open_trial(const fs::path& folder, const fs::path& record,
                                                        const SessionServices& services, double tolerance) {
    auto experiment = load_study_experiment(folder, *services.catalog);
    if (!experiment) return tl::make_unexpected(std::move(experiment.error()));
    Reproducer reproducer(folder, std::move(*experiment), services, tolerance);
    reproducer.record_ = record;
    return reproducer;
}

fs::path Reproducer::place_of(const store::TrialRecord& trial) const {
    return record_.empty() ? store::trial_folder(folder_, trial.number) : record_;
}

// By itself it is the experiment already: what was chosen for it stands in its config.
Result<search::Experiment> Reproducer::experiment_of(const store::TrialRecord& trial) const {
    if (record_.empty()) return experiment_of_trial(experiment_, trial, *services_->catalog, place_of(trial));
    search::Experiment alone = experiment_;
    repeat_choice(alone, trial);
    return alone;
}

bool Reproducer::can_be_repeated(const store::TrialRecord& trial) {
    return !trial.start_from &&
           (trial.state == search::TrialState::succeeded || trial.state == search::TrialState::early_stopped);
}

Result<std::optional<Reproduction>> Reproducer::repeat(const store::TrialRecord& trial, const Watch& watch) const {
    const fs::path place = place_of(trial);
    const auto recorded = store::read_metrics_csv(place / "metrics.csv");
    if (!recorded) return fail(recorded.error());
    Reproduction result;
    result.tolerance = tolerance_;
    if (const auto known = recorded_provenance(folder_, trial))
        result.changed = changed_inputs(known->inputs, surroundings_of(experiment_, *services_->catalog));
    if (!result.changed.empty()) {
        result.problem = "what it read is not as it was: " + result.changed.front();
        return result;
    }
    auto experiment = experiment_of(trial);
    if (!experiment) return fail(experiment.error());
    experiment->search.engine.kind = search::EngineKind::local;  // nodes of a cluster do not see the folder
    const auto folder = TemporaryFolder::make("lathe-reproduce-");
    if (!folder) return fail(folder.error());

    SessionServices services = *services_;
    services.as_trial = trial.number;  // programs draw their random numbers by it
    if (trial.state == search::TrialState::early_stopped && !was_tested(*recorded)) services.stop_at_step = trial.steps;
    auto session = Session::create(std::move(*experiment), search::Purpose::trial, folder->path(), services);
    if (!session) return fail(session.error());
    (*session)->start();
    watch(**session);
    const auto end = (*session)->wait();
    const auto study = store::read_study((*session)->status().folder);
    if (!study) return fail(study.error());
    if (study->trials.empty() || study->trials.front().state == search::TrialState::waiting) {
        // Nobody stopped it: data that are gone, a full disk, a device that is not here.
        if (end == SessionState::failed) return fail("it could not be run again: " + (*session)->status().message);
        return std::nullopt;
    }

    const store::TrialRecord& repeated = study->trials.front();
    if (!can_be_repeated(repeated)) {
        result.problem = repeated.error;
    } else {
        const auto again = store::read_metrics_csv(store::trial_folder(study->folder, 0) / "metrics.csv");
        if (!again) return fail(again.error());
        result = compare_trials(*recorded, trial, *again, repeated, tolerance_);
    }
    if (!result.equal) {
        session->reset();  // its record of the environment is whole now
        result.environment =
            environment_differences(recorded_provenance(folder_, trial), recorded_provenance(study->folder, repeated));
        for (auto& one : fact_differences(trial.facts, repeated.facts)) result.environment.push_back(std::move(one));
        if (auto lost = unreadable_provenance(folder_, trial)) result.environment.push_back(std::move(*lost));
    }
    result.time = now();
    if (auto done = write_reproduction(place, result); !done) result.not_kept = done.error().str();
    return result;
}

}  // namespace lathe::run
