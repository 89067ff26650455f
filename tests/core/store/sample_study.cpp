// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_study.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/random.h"
#include "core/store/export/recorded_points.h"
#include "core/store/study_record.h"

namespace lathe::store::fixtures {

namespace {

using config::Value;

constexpr std::array awkward_words{"Adam",  "1_0", "12", "true", "",     " a",   "null", "a, \"b\"", "nan",
                                   "[1, 2", "=1",  "'",  "#x",   "1e-3", "한국", "x\ny", "{}",       "-"};
// Without -0.0, which SQLite keeps as 0.
constexpr std::array awkward_numbers{0.1, 1e-5, 1e300, 1.0, 123456789.123, 5e-324, 1 / 3.0, 16777217.0};

template <class Words>
auto pick(Random& random, const Words& words) {
    return words[static_cast<std::size_t>(random.below(words.size()))];
}

Time moment(Random& random) {
    return from_unix_seconds(1.7e9) + std::chrono::milliseconds(static_cast<std::int64_t>(random.below(100'000'000)));
}

double number(Random& random, bool finite) {
    const auto kind = random.below(finite ? 6 : 9);
    if (kind == 6) return std::nan("");
    if (kind == 7) return HUGE_VAL;
    if (kind == 8) return -HUGE_VAL;
    return kind < 3 ? random.uniform() : pick(random, awkward_numbers);
}

config::Dict params_of(Random& random) {
    config::Dict params{{"opt.lr", Value(number(random, true))},
                        {"layers", Value(static_cast<std::int64_t>(random.below(9)) - 4)},
                        {"name", Value(pick(random, awkward_words))},
                        {"flag", Value(random.below(2) == 0)},
                        {"sizes", Value(config::List{Value(1), Value(0.5), Value("a")})}};
    if (random.below(3) == 0) params.emplace_back("maybe", random.below(2) == 0 ? Value() : Value(2.5));
    if (random.below(2) == 0)
        params.emplace_back("net", config::Dict{{"_name", Value(random.below(2) == 0 ? "lenet" : "mlp")},
                                                {"width", Value(static_cast<std::int64_t>(random.below(64)))}});
    return params;
}

std::vector<ScalarPoint> curve(Random& random) {
    std::vector<ScalarPoint> points;
    std::int64_t step = 0;
    for (std::uint64_t i = 0; i < 1 + random.below(6); ++i) {
        step += 1 + static_cast<std::int64_t>(random.below(100));
        points.push_back({step, to_unix_seconds(moment(random)), number(random, random.below(4) != 0)});
    }
    return points;
}

Marks marks_of(Random& random) {
    Marks marks;
    if (random.below(2) == 0) return marks;
    if (random.below(2) == 0) marks.name = "the \"best\", so far";
    marks.note = "# Why\n\n- a, b\n- <b>c</b>";
    marks.tags = {"paper", "odd-1"};
    marks.starred = random.below(2) == 0;
    if (random.below(2) == 0) marks.color = "#0072b2";
    return marks;
}

ForeignTrial trial_of(Random& random, const ForeignStudy& study) {
    using search::TrialState;
    ForeignTrial trial;
    trial.marks = marks_of(random);
    trial.params = params_of(random);
    trial.start = moment(random);
    trial.end = *trial.start + std::chrono::milliseconds(1234);
    trial.state =
        pick(random, std::array{TrialState::succeeded, TrialState::succeeded, TrialState::failed,
                                TrialState::early_stopped, TrialState::user_canceled, TrialState::sys_canceled});
    if (trial.state != TrialState::succeeded) trial.error = "stopped, \"because\" of\nthis";
    trial.device = "cuda:1";
    trial.epochs = static_cast<std::int64_t>(random.below(9));
    trial.facts = config::Dict{{"seed", Value(7)}};
    const bool empty = trial.state == TrialState::failed && random.below(2) == 0;
    if (empty) return trial;
    trial.metrics["val_loss"] = curve(random);
    if (random.below(2) == 0) trial.metrics["train/loss"] = curve(random);
    for (const auto& [metric, mode] : study.objectives)
        if (!trial.metrics.contains(metric)) trial.metrics[metric] = curve(random);
    if (study.objectives.empty()) trial.objectives = {trial.metrics["val_loss"].back().value};
    for (const auto& [metric, mode] : study.objectives) trial.objectives.push_back(trial.metrics[metric].back().value);
    trial.objective_last = trial.objectives.front();
    trial.objective_best = number(random, true);
    return trial;
}

config::Value sorted(config::Dict dict) {
    std::ranges::sort(dict, {}, &config::Entry::first);
    return config::Value(std::move(dict));
}

// Times in whole milliseconds, as most tools have them.
Json curves_of(const fs::path& trial, const std::string& metric, bool several, const Kept& kept) {
    Json curves = Json::object();
    for (const auto& [tag, points] : read_recorded_points(trial, std::nullopt).series) {
        if (!kept.curves && (several || tag != metric)) continue;
        for (const auto& point : points) {
            const double value = kept.doubles ? point.value : double(static_cast<float>(point.value));
            curves[tag].push_back(Json::array(
                {point.step, kept.times ? Json(std::llround(point.wall_time * 1000)) : Json(), json_number(value)}));
        }
    }
    return curves;
}

Json numbers_of(const std::vector<double>& values) {
    Json json = Json::array();
    for (const double value : values) json.push_back(json_number(value));
    return json;
}

Json trial_json(const StudyRecord& study, const TrialRecord& trial, const Kept& kept) {
    const auto optional = [](const std::optional<double>& value) { return value ? json_number(*value) : Json(); };
    Json json;
    json["params"] = config::to_json(sorted(kept.nested ? trial.params.as_dict() : flat_params(trial.params)));
    json["curves"] = curves_of(trial_folder(study.folder, trial.number), study.metric, !study.objectives.empty(), kept);
    if (kept.states) {
        json["state"] = search::name_of(trial.state);
        json["error"] = trial.error;
        json["device"] = trial.device;
        json["objective"] = optional(trial.objective);
        json["objectives"] = numbers_of(trial.objectives);
        json["steps"] = trial.steps;
        json["epochs"] = trial.epochs;
        json["start"] = to_iso8601(*trial.start);
        json["end"] = to_iso8601(*trial.end);
        json["metrics"] = config::to_json(sorted(trial.metrics.as_dict()));
    }
    if (kept.last_and_best) json["last and best"] = {optional(trial.objective_last), optional(trial.objective_best)};
    if (kept.facts) json["seed"] = trial.facts.int_or("seed", 0);
    Marks marks = study.marks.of_trial(trial.number);
    if (!kept.colours) {
        marks.color.clear();
        marks.starred = false;
    }
    if (kept.marks) json["marks"] = to_json(marks);
    return json;
}

}  // namespace

ForeignStudy sample_study(std::uint64_t seed, bool several_objectives) {
    Random random(seed);
    ForeignStudy study;
    study.name = "sample";
    study.tool = "test";
    study.metric = "val_loss";
    study.mode = random.below(2) == 0 ? search::Mode::minimize : search::Mode::maximize;
    if (several_objectives) study.objectives = {{"val_loss", study.mode}, {"size", search::Mode::minimize}};
    for (std::uint64_t i = 0; i < 1 + random.below(5); ++i) study.trials.push_back(trial_of(random, study));
    return study;
}

fs::path write_sample(const fs::path& workspace, const ForeignStudy& study) {
    const auto made = write_foreign_study(Workspace(workspace), study);
    if (!made) qFatal("%s", made.error().str().c_str());
    return *made;
}

Json kept_of(const fs::path& study_folder, const Kept& kept) {
    const auto study = read_study(study_folder);
    if (!study) qFatal("%s", study.error().str().c_str());
    Json json{{"name", study->name}, {"trials", Json::array()}};
    if (kept.states) {
        json["metric"] = study->metric;
        json["mode"] = study->mode == search::Mode::minimize ? "minimize" : "maximize";
        for (const auto& [metric, mode] : study->objectives) json["objectives"].push_back(metric);
    }
    for (const auto& trial : study->trials) {
        const Json one = trial_json(*study, trial, kept);
        if (kept.without_curves || !one["curves"].empty()) json["trials"].push_back(one);
    }
    return json;
}

}  // namespace lathe::store::fixtures
