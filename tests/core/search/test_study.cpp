// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QTest>

#include "core/base/json.h"
#include "core/search/study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

space::Space space_of(const std::string& json) {
    return space::Space::parse(config::from_json(parse_json(json).value())).value();
}

Study study_of(const std::string& json, const std::string& tuner, const std::optional<Algorithm>& assessor = {}) {
    return std::move(Study::make(space_of(json), Mode::minimize, {tuner, config::Dict{}}, assessor).value());
}

std::vector<std::string> ask_all(Study& study, int limit) {
    std::vector<std::string> out;
    for (int i = 0; i < limit; ++i) {
        const Trial* trial = study.ask();
        if (!trial) break;
        out.push_back(dump_json(config::to_json(trial->params)));
    }
    return out;
}

const char* const six =
    R"({"a": {"_type": "choice", "_value": [1, 2, 3]}, "b": {"_type": "randint", "_value": [0, 2]}})";

}  // namespace

class TestStudy : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // TPE keeps sums of what it has seen; trials that are canceled after it counted them must leave them again.
    void tpe_asks_the_same_of_a_history_that_it_saw_grow_and_of_one_that_it_did_not() {
        const std::string text =
            R"({"x": {"_type": "uniform", "_value": [0, 1]}, "c": {"_type": "choice", "_value": [1, 2, 3]},
                "n": {"_type": "choice", "_value": [{"_name": "a", "y": {"_type": "uniform", "_value": [0, 1]}}, {"_name": "b"}]}})";
        Study grown = study_of(text, "TPE");
        for (int i = 0; i < 90; ++i) {
            const Trial* trial = grown.ask();
            grown.start(i);
            const double x = trial->params.as_dict().front().second.as_float();
            if (i % 9 != 3) grown.tell(i, TrialState::succeeded, (x - 0.3) * (x - 0.3));
            if (i >= 45 && i % 9 == 3) grown.tell(i - 45, TrialState::user_canceled, std::nullopt);
        }
        Study replayed = study_of(text, "TPE");
        for (const Trial& trial : grown.history().trials) {
            replayed.add({trial.params, {}, {}, {}});
            replayed.start(trial.number);
        }
        for (const int number : grown.history().ended) {
            const Trial& trial = grown.history().trials[static_cast<std::size_t>(number)];
            replayed.tell(number, trial.state, trial.objective);
        }
        for (int i = 0; i < 3; ++i)
            QCOMPARE(dump_json(config::to_json(grown.ask()->params)),
                     dump_json(config::to_json(replayed.ask()->params)));
    }

    void a_trial_goes_through_its_states() {
        Study study = study_of(six, "Random");
        const Trial* trial = study.ask();
        QCOMPARE(trial->number, 0);
        QCOMPARE(trial->state, TrialState::waiting);
        study.start(0);
        QCOMPARE(study.history().trials[0].state, TrialState::running);
        study.interrupt(0);
        QCOMPARE(study.history().trials[0].state, TrialState::waiting);
        study.start(0);
        study.report(0, 2, 0.5);
        study.report(0, 1, 0.7);
        study.report(0, 2, 0.4);
        QCOMPARE(study.history().trials[0].reports.size(), std::size_t{2});
        QCOMPARE(study.history().trials[0].reports[1].value, 0.4);
        study.tell(0, TrialState::succeeded, 0.4);
        study.tell(0, TrialState::failed, std::nullopt);
        study.report(0, 3, 9);
        QCOMPARE(study.history().trials[0].state, TrialState::succeeded);
        QCOMPARE(study.history().trials[0].reports.size(), std::size_t{2});
        QCOMPARE(study.history().best(), &study.history().trials[0]);
    }

    void unknown_numbers_are_ignored() {
        Study study = study_of(six, "Random");
        study.start(3);
        study.tell(-1, TrialState::succeeded, 1);
        QVERIFY(!study.report(5, 1, 1).has_value());
        QVERIFY(study.history().trials.empty());
    }

    void names_of_states_round_trip() {
        for (int i = 0; i <= 6; ++i)
            QCOMPARE(state_from_name(name_of(static_cast<TrialState>(i))), std::optional(static_cast<TrialState>(i)));
        QVERIFY(!state_from_name("DONE").has_value());
    }

    void nan_is_worse_than_everything() {
        History history;
        QVERIFY(history.better(1e300, std::nan("")) && !history.better(std::nan(""), 1e300));
        history.mode = Mode::maximize;
        QVERIFY(history.better(-1e300, std::nan("")) && history.better(2, 1) && !history.better(1, 1));
    }

    void best_needs_a_finished_trial_with_a_number() {
        Study study = study_of(six, "Random");
        for (int i = 0; i < 4; ++i) study.ask();
        study.tell(0, TrialState::failed, 0.0);
        study.tell(1, TrialState::succeeded, std::nan(""));
        QVERIFY(!study.history().best());
        study.tell(2, TrialState::early_stopped, 0.3);
        study.tell(3, TrialState::succeeded, 0.4);
        QCOMPARE(study.history().best()->number, 2);
    }

    void random_ends_when_a_finite_space_is_exhausted() {
        Study study = study_of(six, "Random");
        auto all = ask_all(study, 100);
        QCOMPARE(all.size(), std::size_t{6});
        std::ranges::sort(all);
        QVERIFY(std::ranges::adjacent_find(all) == all.end());
    }

    void an_empty_space_has_one_configuration() {
        for (const char* tuner : {"Random", "GridSearch"}) {
            Study study = study_of("{}", tuner);
            QCOMPARE(ask_all(study, 10).size(), std::size_t{1});
        }
    }

    void grid_walks_choices_and_integers_in_order() {
        Study study = study_of(six, "GridSearch");
        const std::vector<std::string> expected = {R"({"a":1,"b":0})", R"({"a":1,"b":1})", R"({"a":2,"b":0})",
                                                   R"({"a":2,"b":1})", R"({"a":3,"b":0})", R"({"a":3,"b":1})"};
        QCOMPARE(ask_all(study, 100), expected);
    }

    void grid_halves_ranges_by_their_cdf() {
        Study study = study_of(R"({"x": {"_type": "uniform", "_value": [0, 8]}})", "GridSearch");
        std::vector<double> xs;
        for (int i = 0; i < 7; ++i) xs.push_back(study.ask()->params.get("x")->as_float());
        QCOMPARE(xs, (std::vector<double>{4, 2, 6, 1, 3, 5, 7}));
        Study log = study_of(R"({"x": {"_type": "loguniform", "_value": [1, 10000]}})", "GridSearch");
        QVERIFY(std::abs(log.ask()->params.get("x")->as_float() - 100) < 1e-9);
    }

    void grid_refines_the_ranges_of_a_mixed_space() {
        Study study =
            study_of(R"({"c": {"_type": "choice", "_value": ["u", "v"]}, "x": {"_type": "uniform", "_value": [0, 1]}})",
                     "GridSearch");
        const std::vector<std::string> expected = {R"({"c":"u","x":0.5})",  R"({"c":"v","x":0.5})",
                                                   R"({"c":"u","x":0.25})", R"({"c":"u","x":0.75})",
                                                   R"({"c":"v","x":0.25})", R"({"c":"v","x":0.75})"};
        QCOMPARE(ask_all(study, 6), expected);
    }

    void grid_reaches_every_quantised_value_and_ends() {
        Study study = study_of(R"({"x": {"_type": "quniform", "_value": [2, 10, 5]}})", "GridSearch");
        auto all = ask_all(study, 100);
        std::ranges::sort(all);
        QCOMPARE(all, (std::vector<std::string>{R"({"x":10.0})", R"({"x":2.0})", R"({"x":5.0})"}));
        Study log = study_of(R"({"x": {"_type": "qloguniform", "_value": [1, 200, 1]}})", "GridSearch");
        QCOMPARE(ask_all(log, 2000).size(), std::size_t{200});
    }

    void grid_walks_nested_branches_once() {
        Study study = study_of(R"({"n": {"_type": "choice", "_value": [
            {"_name": "a", "w": {"_type": "choice", "_value": [1, 2]}, "v": {"_type": "choice", "_value": [1, 2]}},
            {"_name": "b"}]}, "c": {"_type": "choice", "_value": [0, 1, 1]}})",
                               "GridSearch");
        auto all = ask_all(study, 100);
        QCOMPARE(all.size(), std::size_t{10});
        std::ranges::sort(all);
        QVERIFY(std::ranges::adjacent_find(all) == all.end());
    }

    // One success, and failures that lie apart from each other and from it.
    void what_failed_is_never_taken_for_good_data() {
        QTest::addColumn<QString>("tuner");
        for (const char* tuner : {"TPE", "Anneal", "BOHB"}) QTest::newRow(tuner) << tuner;
    }
    void what_failed_is_never_taken_for_good() {
        QFETCH(QString, tuner);
        for (int seed = 0; seed < 8; ++seed) {
            config::Value args = config::Dict{{"seed", seed}};
            if (tuner == "BOHB") args.set("random_fraction", 0.0);
            auto made = Study::make(space_of(R"({"x": {"_type": "uniform", "_value": [0, 1]}})"), Mode::minimize,
                                    {tuner.toStdString(), args}, {});
            QVERIFY(made.has_value());
            const auto add = [&](double x, TrialState state) {
                const int number = made->add(config::Dict{{"x", x}})->number;
                made->tell(number, state, state == TrialState::succeeded ? std::optional(1.0) : std::nullopt);
            };
            add(0.1, TrialState::succeeded);
            for (const double x : {0.9, 0.92}) add(x, TrialState::failed);
            for (int i = 0; i < 27; ++i) add(0.3 + 0.015 * i, TrialState::failed);
            const double next = made->ask()->params.get("x")->as_float();
            QVERIFY2(next < 0.3, std::to_string(next).c_str());
        }
    }

    void batch_runs_what_is_listed() {
        const config::Value listed = config::List{config::Dict{{"a", 3}, {"b", 1}}, config::Dict{{"a", 1}, {"b", 0}}};
        auto made = Study::make(space_of(six), Mode::minimize, {"Batch", config::Dict{{"configurations", listed}}}, {});
        QVERIFY(made.has_value());
        QCOMPARE(ask_all(*made, 10), (std::vector<std::string>{R"({"a":3,"b":1})", R"({"a":1,"b":0})"}));
        // What was tried before is not tried again, in whatever order its keys are.
        auto again =
            Study::make(space_of(six), Mode::minimize, {"Batch", config::Dict{{"configurations", listed}}}, {});
        again->add(config::Dict{{"b", 1}, {"a", 3}});
        QCOMPARE(ask_all(*again, 10), (std::vector<std::string>{R"({"a":1,"b":0})"}));
        Study choice = study_of(R"({"x": {"_type": "choice", "_value": [5, 7]}})", "Batch");
        QCOMPARE(ask_all(choice, 10).size(), std::size_t{2});
    }

    void unknown_names_and_arguments_are_refused_with_the_nearest() {
        const auto tuner = make_tuner("random", config::Dict{});
        QVERIFY(!tuner && tuner.error().hint.find("Random") != std::string::npos);
        const auto argument = make_tuner("Random", config::Dict{{"sed", 3}});
        QVERIFY(!argument && argument.error().hint.find("seed") != std::string::npos);
        const auto type = make_tuner("Random", config::Dict{{"seed", "x"}});
        QVERIFY(!type && type.error().key == "seed");
        const auto assessor = make_assessor("MedianStop", config::Dict{});
        QVERIFY(!assessor && assessor.error().hint.find("Medianstop") != std::string::npos);
        QCOMPARE(check_tuner("Random", config::Dict{{"a", 1}, {"seed", "x"}}).size(), std::size_t{2});
    }
};

LATHE_TEST(TestStudy)
#include "test_study.moc"
