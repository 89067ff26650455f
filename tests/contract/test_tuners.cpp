// SPDX-License-Identifier: GPL-3.0-or-later
// What every tuner must keep, whatever its algorithm.
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <QTest>

#include "core/base/json.h"
#include "core/search/study.h"
#include "core/space/layout.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

const char* const mixed = R"({
  "lr": {"_type": "loguniform", "_value": [1e-5, 1.0]}, "momentum": {"_type": "uniform", "_value": [0, 1]},
  "batch": {"_type": "quniform", "_value": [16, 128, 16]}, "layers": {"_type": "randint", "_value": [1, 6]},
  "init": {"_type": "normal", "_value": [0, 1]}, "decay": {"_type": "qlognormal", "_value": [0, 1, 0.1]},
  "net": {"_type": "choice", "_value": [{"_name": "mlp", "width": {"_type": "randint", "_value": [1, 100]}},
          {"_name": "conv", "kernel": {"_type": "choice", "_value": [1, 3, 5]}, "drop": {"_type": "uniform", "_value": [0, 1]}}]}})";
const char* const finite_space = R"({
  "a": {"_type": "choice", "_value": ["x", "y", "z"]}, "b": {"_type": "quniform", "_value": [0, 10, 5]},
  "n": {"_type": "choice", "_value": [{"_name": "p", "k": {"_type": "randint", "_value": [0, 3]}}, {"_name": "q"}]}})";
const char* const continuous =
    R"({"x": {"_type": "uniform", "_value": [-5, 5]}, "y": {"_type": "uniform", "_value": [-5, 5]}})";

space::Space space_of(const char* json) {
    return space::Space::parse(config::from_json(parse_json(json).value())).value();
}

const char* const every_kind = R"({
  "c": {"_type": "choice", "_value": [1, "a", null, [1, 2], {"k": true}]}, "r": {"_type": "randint", "_value": [-3, 1000000]},
  "u": {"_type": "uniform", "_value": [-1e300, 1e300]}, "qu": {"_type": "quniform", "_value": [0.2, 0.8, 0.3]},
  "lu": {"_type": "loguniform", "_value": [1e-300, 1e300]}, "qlu": {"_type": "qloguniform", "_value": [1, 1000, 7]},
  "n": {"_type": "normal", "_value": [1e6, 1e-3]}, "qn": {"_type": "qnormal", "_value": [0, 5, 2]},
  "ln": {"_type": "lognormal", "_value": [0, 3]}, "qln": {"_type": "qlognormal", "_value": [0, 2, 0.5]},
  "tight": {"_type": "uniform", "_value": [1, 1.0000000000000002]}, "one": {"_type": "choice", "_value": ["only"]},
  "deep": {"_type": "choice", "_value": [{"_name": "leaf"}, {"_name": "tree",
      "inner": {"_type": "choice", "_value": [{"_name": "x", "v": {"_type": "loguniform", "_value": [1e-8, 1]}}, {"_name": "y"}]},
      "w": {"_type": "randint", "_value": [0, 2]}}]}})";

bool takes_seed(const TunerKind& kind) {
    return std::ranges::any_of(kind.arguments, [](const auto& option) { return option.key == "seed"; });
}

// Those that learn by generations learn little in 80 trials when a generation is 50 of them.
config::Value quick_arguments(const TunerKind& kind) {
    config::Value args = config::Dict{};
    for (const auto& option : kind.arguments) {
        if (option.key == "population_size" && option.fallback.as_int() > 10) args.set("population_size", 10);
        if (option.key == "trials_per_update") args.set("trials_per_update", 8);
        if (option.key == "lr") args.set("lr", 0.02);
    }
    return args;
}

Study study_of(const std::string& tuner, const char* json, Mode mode = Mode::minimize, int seed = 0,
               config::Value args = config::Dict{}) {
    if (takes_seed(*find_tuner_kind(tuner))) args.set("seed", seed);
    return std::move(Study::make(space_of(json), mode, {tuner, args}, {}).value());
}

// Everything that a tuner said of a trial.
std::string text_of(const Trial& trial) {
    Json json{{"params", config::to_json(trial.params)}, {"note", config::to_json(trial.note)}};
    if (trial.budget) json["budget"] = *trial.budget;
    if (trial.start_from) json["start_from"] = *trial.start_from;
    return dump_json(json);
}

std::string text_of(const space::Params& params) {
    return dump_json(config::to_json(params));
}

// A smooth objective of any parameters: the sum of squared unit positions' distances to 0.3.
double objective_of(const Study& study, const Trial& trial) {
    double sum = 0;
    const space::Layout layout(study.space());
    const auto row = layout.to_row(trial.params);
    for (const double x : row.value()) sum += std::isnan(x) ? 0.1 : (x - 0.3) * (x - 0.3);
    return sum;
}

// Runs `count` trials, failing, canceling and leaving some running on the way.
void run(Study& study, int count) {
    for (int i = 0; i < count; ++i) {
        const Trial* trial = study.ask();
        if (!trial) return;
        const int number = trial->number;
        const double value = objective_of(study, *trial);
        study.start(number);
        study.replay_report(number, 1, value);
        if (number % 7 == 3) study.tell(number, TrialState::failed, std::nullopt, "it failed");
        else if (number % 11 == 5) study.tell(number, TrialState::user_canceled, std::nullopt);
        else if (number % 13 == 6) study.tell(number, TrialState::early_stopped, value);
        else if (number % 17 != 8) study.tell(number, TrialState::succeeded, value);
    }
}

}  // namespace

class TestTuners : public QObject {
    Q_OBJECT

    void every_tuner() {
        QTest::addColumn<QString>("name");
        for (const TunerKind& kind : tuner_kinds())
            if (kind.source == Source::space) QTest::newRow(kind.name.c_str()) << QString::fromStdString(kind.name);
    }
    static const TunerKind& kind() {
        QFETCH(QString, name);
        return *find_tuner_kind(name.toStdString());
    }
    static std::string tuner() { return kind().name; }

  private Q_SLOTS:
    void stays_inside_the_space_data() { every_tuner(); }
    void stays_inside_the_space() {
        Study study = study_of(tuner(), mixed);
        run(study, 80);
        QCOMPARE(study.history().trials.size(), std::size_t{80});
        for (const Trial& trial : study.history().trials) {
            QVERIFY2(study.space().contains(trial.params), text_of(trial.params).c_str());
            QVERIFY(!trial.row.empty());
        }
    }

    void reaches_no_value_outside_any_kind_data() { every_tuner(); }
    void reaches_no_value_outside_any_kind() {
        Study study = study_of(tuner(), every_kind, Mode::maximize, 3);
        run(study, 60);
        for (const Trial& trial : study.history().trials) {
            QVERIFY2(study.space().contains(trial.params), text_of(trial).c_str());
            // As a journal keeps it.
            QVERIFY(study.space().contains(config::from_json(parse_json(text_of(trial.params)).value())));
        }
    }

    void maximising_is_minimising_the_negated_data() { every_tuner(); }
    void maximising_is_minimising_the_negated() {
        Study down = study_of(tuner(), mixed, Mode::minimize, 2);
        Study up = study_of(tuner(), mixed, Mode::maximize, 2);
        for (int i = 0; i < 50; ++i) {
            const Trial* a = down.ask();
            const Trial* b = up.ask();
            QVERIFY(a && b);
            QCOMPARE(text_of(*a), text_of(*b));
            const double value = objective_of(down, *a);
            down.tell(a->number, TrialState::succeeded, value);
            up.tell(b->number, TrialState::succeeded, -value);
        }
    }

    void many_at_once_end_in_any_order_data() { every_tuner(); }
    void many_at_once_end_in_any_order() {
        Study study = study_of(tuner(), mixed, Mode::minimize, 4);
        Random random(7);
        std::vector<int> running;
        for (int i = 0; i < 70; ++i) {
            while (running.size() < 8) {
                const Trial* trial = study.ask();
                QVERIFY(trial);
                study.start(trial->number);
                running.push_back(trial->number);
            }
            const auto ends = static_cast<std::ptrdiff_t>(random.below(running.size()));
            const int number = running[static_cast<std::size_t>(ends)];
            running.erase(running.begin() + ends);
            const Trial& trial = study.history().trials[static_cast<std::size_t>(number)];
            study.tell(number, TrialState::succeeded, objective_of(study, trial));
        }
        std::set<std::string> seen;
        for (const Trial& trial : study.history().trials) seen.insert(text_of(trial));
        if (kind().repeats != Repeats::endlessly) QCOMPARE(seen.size(), study.history().trials.size());
        // A second study that is told the same in the same order says the same next.
        Study again = study_of(tuner(), mixed, Mode::minimize, 4);
        for (const Trial& past : study.history().trials) {
            again.add(Suggestion{past.params, past.budget, past.start_from, past.note});
            again.start(past.number);
        }
        for (const int number : study.history().ended)
            again.tell(number, TrialState::succeeded,
                       study.history().trials[static_cast<std::size_t>(number)].objective);
        QCOMPARE(text_of(*again.ask()), text_of(*study.ask()));
    }

    void is_deterministic_and_resumes_by_replay_data() { every_tuner(); }
    void is_deterministic_and_resumes_by_replay() {
        Study study = study_of(tuner(), mixed, Mode::maximize, 5);
        run(study, 60);
        // Another study that only sees the journal of the first suggests the same next trial at any point.
        for (const std::size_t cut : {0u, 1u, 25u, 45u, 59u}) {
            Study replay = study_of(tuner(), mixed, Mode::maximize, 5);
            for (std::size_t i = 0; i < cut; ++i) {
                const Trial& past = study.history().trials[i];
                replay.add(Suggestion{config::from_json(parse_json(text_of(past.params)).value()), past.budget,
                                      past.start_from, past.note});
                replay.start(past.number);
                for (const Report& report : past.reports) replay.replay_report(past.number, report.step, report.value);
                if (is_final(past.state)) replay.tell(past.number, past.state, past.objective, past.error);
            }
            const Trial* next = replay.ask();
            QVERIFY(next);
            QCOMPARE(text_of(*next), text_of(study.history().trials[cut]));
        }
    }

    // A person changes how many trials there may be; a process that was there before says the same as a later one.
    void resumes_where_the_number_of_trials_was_changed_data() { every_tuner(); }
    void resumes_where_the_number_of_trials_was_changed() {
        Study study = study_of(tuner(), mixed, Mode::minimize, 6);
        study.set_max_trials(12);
        run(study, 9);
        study.set_max_trials(std::nullopt);
        run(study, 9);
        study.set_max_trials(90);
        run(study, 22);
        for (const std::size_t cut : {5u, 9u, 14u, 18u, 25u, 39u}) {
            Study replay = study_of(tuner(), mixed, Mode::minimize, 6);
            for (std::size_t i = 0; i < cut; ++i) {
                const Trial& past = study.history().trials[i];
                replay.add(Suggestion{past.params, past.budget, past.start_from, past.note});
                replay.start(past.number);
                for (const Report& report : past.reports) replay.replay_report(past.number, report.step, report.value);
                if (is_final(past.state)) replay.tell(past.number, past.state, past.objective, past.error);
            }
            if (cut < 9) replay.set_max_trials(12);
            else if (cut >= 18) replay.set_max_trials(90);
            const Trial* next = replay.ask();
            QVERIFY(next);
            QCOMPARE(text_of(*next), text_of(study.history().trials[cut]));
        }
    }

    void exhausts_a_finite_space_without_repeating_data() { every_tuner(); }
    void exhausts_a_finite_space_without_repeating() {
        if (kind().repeats == Repeats::endlessly) return;  // its members train on for ever
        Study study = study_of(tuner(), finite_space);
        run(study, 200);
        std::set<std::string> seen;
        std::set<std::string> params;
        for (const Trial& trial : study.history().trials) {
            params.insert(text_of(trial.params));
            seen.insert(kind().repeats == Repeats::never ? text_of(trial.params) : text_of(trial));
        }
        QCOMPARE(seen.size(), study.history().trials.size());
        QCOMPARE(params.size(), std::size_t{36});
        QVERIFY(!study.ask());
    }

    void lives_with_odd_objectives_data() { every_tuner(); }
    void lives_with_odd_objectives() {
        const double infinity = std::numeric_limits<double>::infinity();
        const std::vector<double> odd = {std::nan(""), infinity, -infinity, 1e308, -1e308, 0.0, 5e-324, 1.0, 1.0};
        for (const Mode mode : {Mode::minimize, Mode::maximize}) {
            Study study = study_of(tuner(), mixed, mode);
            for (std::size_t i = 0; i < 60; ++i) {
                const Trial* trial = study.ask();
                QVERIFY(trial && study.space().contains(trial->params));
                study.tell(trial->number, TrialState::succeeded, odd[i % odd.size()]);
            }
        }
    }

    void goes_on_when_every_trial_fails_or_still_runs_data() { every_tuner(); }
    void goes_on_when_every_trial_fails_or_still_runs() {
        for (const bool fail : {true, false}) {
            Study study = study_of(tuner(), mixed);
            for (int i = 0; i < 50; ++i) {
                const Trial* trial = study.ask();
                QVERIFY(trial);
                study.start(trial->number);
                if (fail) study.tell(trial->number, TrialState::failed, std::nullopt, "no");
            }
        }
    }

    void trials_outside_the_space_are_not_learned_from_data() { every_tuner(); }
    void trials_outside_the_space_are_not_learned_from() {
        Study study = study_of(tuner(), continuous);
        for (int i = 0; i < 40; ++i) {
            study.add(config::Dict{{"x", 1000.0 + i}, {"z", "w"}});
            study.tell(i, TrialState::succeeded, -1e9);
        }
        for (int i = 0; i < 30; ++i) {
            const Trial* trial = study.ask();
            QVERIFY(trial && study.space().contains(trial->params));
            study.tell(trial->number, TrialState::succeeded, 1.0);
        }
    }

    void another_seed_gives_another_search_data() { every_tuner(); }
    void another_seed_gives_another_search() {
        if (!takes_seed(kind())) return;
        Study a = study_of(tuner(), continuous, Mode::minimize, 1);
        Study b = study_of(tuner(), continuous, Mode::minimize, 2);
        run(a, 5);
        run(b, 5);
        QVERIFY(text_of(a.history().trials[4].params) != text_of(b.history().trials[4].params));
    }

    void model_based_tuners_beat_random_data() { every_tuner(); }
    void model_based_tuners_beat_random() {
        if (kind().feedback == Feedback::none || kind().repeats != Repeats::never) return;
        const config::Value args = quick_arguments(kind());
        const auto mean_best = [&args](const std::string& name, Mode mode) {
            double sum = 0;
            for (int seed = 0; seed < 8; ++seed) {
                Study study =
                    study_of(name, continuous, mode, seed, name == "Random" ? config::Value(config::Dict{}) : args);
                const double sign = mode == Mode::minimize ? 1 : -1;
                for (int i = 0; i < 80; ++i) {
                    const Trial* trial = study.ask();
                    const double x = trial->params.get("x")->as_float();
                    const double y = trial->params.get("y")->as_float();
                    study.tell(trial->number, TrialState::succeeded, sign * ((x - 1) * (x - 1) + (y + 2) * (y + 2)));
                }
                sum += std::log10(sign * *study.history().best()->objective + 1e-12);
            }
            return sum / 8;
        };
        const double random = mean_best("Random", Mode::minimize);
        QVERIFY(mean_best(tuner(), Mode::minimize) < random - 0.1);
        QVERIFY(mean_best(tuner(), Mode::maximize) < random - 0.1);
    }

    // The best of all lies where the constraint is broken; a tuner that did not mind it would stay there.
    void looks_where_the_constraints_are_kept_data() { every_tuner(); }
    void looks_where_the_constraints_are_kept() {
        const std::vector<Constraint> constraints = {{"x", Constraint::Side::at_least, 0.0}};
        config::Value args = quick_arguments(kind());
        double kept = 0;
        double later = 0;
        for (int seed = 0; seed < 6; ++seed) {
            if (takes_seed(kind())) args.set("seed", seed);
            Study study = std::move(
                Study::make(space_of(continuous), {Mode::minimize}, {tuner(), args}, {}, constraints).value());
            for (int i = 0; i < 80; ++i) {
                const Trial* trial = study.ask();
                QVERIFY(trial);
                const double x = trial->params.get("x")->as_float();
                const double y = trial->params.get("y")->as_float();
                const double loss = std::min((x + 4) * (x + 4), (x - 3) * (x - 3) + 1) + y * y / 4;
                study.tell(trial->number, {TrialState::succeeded, {loss}, {x}, {}});
                if (i < 40) continue;
                later += 1;
                kept += x >= 0 ? 1 : 0;
            }
            QVERIFY(study.history().best()->params.get("x")->as_float() >= 0);
        }
        if (kind().feedback == Feedback::none || kind().repeats != Repeats::never) return;
        QVERIFY2(kept > 0.6 * later, std::to_string(kept / later).c_str());
    }

    // Objectives, where there may be several, and the metric of a constraint that are no numbers or very large ones;
    // and what is told again from a journal gives the same next trial.
    void resumes_where_constraints_and_objectives_are_odd_data() { every_tuner(); }
    void resumes_where_constraints_and_objectives_are_odd() {
        const double infinity = std::numeric_limits<double>::infinity();
        const std::vector<double> odd = {std::nan(""), 0.5, infinity, -infinity, 1e308, 0.25, -1e308, 1, 5e-324};
        const std::vector<Constraint> constraints = {{"m", Constraint::Side::at_most, 0.5},
                                                     {"n", Constraint::Side::at_least, 0}};
        std::vector<Mode> modes = {Mode::minimize};
        if (kind().objectives == Objectives::several) modes.push_back(Mode::maximize);
        const auto begin = [&] {
            config::Value args = quick_arguments(kind());
            return std::move(Study::make(space_of(mixed), modes, {tuner(), args}, {}, constraints).value());
        };
        const auto outcome_of = [&](int number) {
            const auto at = [&](int step) { return odd[static_cast<std::size_t>(number * step + step) % odd.size()]; };
            Study::Outcome outcome{TrialState::succeeded, {at(1)}, {at(2), at(4)}, {}};
            if (modes.size() > 1) outcome.objectives.push_back(at(5));
            return outcome;
        };
        Study study = begin();
        for (int i = 0; i < 45; ++i) {
            const Trial* trial = study.ask();
            QVERIFY(trial && study.space().contains(trial->params));
            study.start(i);
            if (i % 8 != 5) study.tell(i, outcome_of(i));
        }
        Study replay = begin();
        for (int i = 0; i < 37; ++i) {
            const Trial& past = study.history().trials[static_cast<std::size_t>(i)];
            replay.add(Suggestion{past.params, past.budget, past.start_from, past.note});
            replay.start(i);
            if (i % 8 != 5) replay.tell(i, outcome_of(i));
        }
        QCOMPARE(text_of(*replay.ask()), text_of(study.history().trials[37]));
    }

    void arguments_have_defaults_that_they_accept_data() { every_tuner(); }
    void arguments_have_defaults_that_they_accept() {
        for (const TunerKind& kind : tuner_kinds()) {
            config::Value all = config::Dict{};
            for (const auto& option : kind.arguments) {
                QVERIFY(!option.doc.empty());
                all.set(option.key, option.fallback);
            }
            QVERIFY(make_tuner(kind.name, all).has_value());
        }
    }
};

LATHE_TEST(TestTuners)
#include "test_tuners.moc"
