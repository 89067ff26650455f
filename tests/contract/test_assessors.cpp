// SPDX-License-Identifier: GPL-3.0-or-later
// What every assessor must keep, whatever its rule.
#include <cmath>
#include <limits>

#include <QTest>

#include "core/search/study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

constexpr int epochs = 12;

// `count` succeeded trials whose values fall from 1 to `final_value`, then one that runs.
History history_of(int count, Mode mode, double final_value = 0.1) {
    History history;
    history.mode = mode;
    const double sign = mode == Mode::minimize ? 1 : -1;
    for (int n = 0; n < count; ++n) {
        Trial trial;
        trial.number = n;
        trial.state = TrialState::succeeded;
        for (int e = 1; e <= epochs; ++e)
            trial.reports.push_back({e, sign * (final_value + (1 - final_value) / e + 0.01 * n)});
        trial.objective = trial.reports.back().value;
        history.trials.push_back(trial);
    }
    Trial running;
    running.number = count;
    running.state = TrialState::running;
    history.trials.push_back(running);
    return history;
}

bool stops_at_some_point(Assessor& assessor, History history, const std::vector<double>& values) {
    const int number = history.trials.back().number;
    for (std::size_t i = 0; i < values.size(); ++i) {
        history.trials.back().reports.push_back({static_cast<std::int64_t>(i + 1), values[i]});
        if (assessor.should_stop(history, number)) return true;
    }
    return false;
}

std::vector<double> curve(Mode mode, double level) {
    std::vector<double> out;
    for (int e = 1; e <= epochs; ++e)
        out.push_back((mode == Mode::minimize ? 1 : -1) * (level + (1 - level) / (2 * e)));
    return out;
}

}  // namespace

class TestAssessors : public QObject {
    Q_OBJECT

    void every_assessor() {
        QTest::addColumn<QString>("name");
        for (const AssessorKind& kind : assessor_kinds())
            QTest::newRow(kind.name.c_str()) << QString::fromStdString(kind.name);
    }
    static std::unique_ptr<Assessor> assessor() {
        QFETCH(QString, name);
        return std::move(make_assessor(name.toStdString(), config::Dict{}).value());
    }

  private Q_SLOTS:
    void the_best_trial_so_far_goes_on_data() { every_assessor(); }
    void the_best_trial_so_far_goes_on() {
        for (const Mode mode : {Mode::minimize, Mode::maximize})
            QVERIFY(!stops_at_some_point(*assessor(), history_of(12, mode), curve(mode, -0.5)));
    }

    void nothing_to_compare_with_stops_nothing_data() { every_assessor(); }
    void nothing_to_compare_with_stops_nothing() {
        std::vector<double> falling;
        for (int e = 1; e <= epochs; ++e) falling.push_back(1.0 / e);
        QVERIFY(!stops_at_some_point(*assessor(), history_of(0, Mode::minimize), falling));
        const History history = history_of(0, Mode::minimize);
        QVERIFY(!assessor()->should_stop(history, 0));
    }

    void the_decision_is_a_function_of_the_history_data() { every_assessor(); }
    void the_decision_is_a_function_of_the_history() {
        History history = history_of(9, Mode::minimize);
        const auto veteran = assessor();
        for (int e = 1; e <= epochs; ++e) {
            history.trials.back().reports.push_back({e, 0.9 + 0.1 / e});
            QCOMPARE(veteran->should_stop(history, 9), assessor()->should_stop(history, 9));
        }
    }

    void the_best_goes_on_where_all_others_failed_data() { every_assessor(); }
    void the_best_goes_on_where_all_others_failed() {
        History history = history_of(12, Mode::minimize);
        for (std::size_t t = 0; t < 12; ++t) {
            history.trials[t].state = TrialState::failed;
            history.trials[t].objective.reset();
        }
        QVERIFY(!stops_at_some_point(*assessor(), history, curve(Mode::minimize, -0.5)));
    }

    void the_best_of_eight_that_run_at_once_goes_on_data() { every_assessor(); }
    void the_best_of_eight_that_run_at_once_goes_on() {
        for (const Mode mode : {Mode::minimize, Mode::maximize}) {
            History history = history_of(12, mode);
            for (std::size_t t = 5; t < 12; ++t) {  // and the one that runs anyway
                history.trials[t].state = TrialState::running;
                history.trials[t].objective.reset();
                history.trials[t].reports.resize(t - 4);
            }
            QVERIFY(!stops_at_some_point(*assessor(), history, curve(mode, -0.5)));
        }
    }

    // The first objective is the one that is reported.
    void several_objectives_are_judged_by_the_first_data() { every_assessor(); }
    void several_objectives_are_judged_by_the_first() {
        History one = history_of(12, Mode::minimize);
        History two = history_of(12, Mode::minimize);
        two.modes = {Mode::minimize, Mode::maximize};
        for (std::size_t t = 0; t < 12; ++t) two.trials[t].objectives = {*two.trials[t].objective, 3.0};
        for (int e = 1; e <= epochs; ++e) {
            for (History* history : {&one, &two}) history->trials.back().reports.push_back({e, 0.9 + 0.1 / e});
            QCOMPARE(assessor()->should_stop(two, 12), assessor()->should_stop(one, 12));
        }
    }

    // What lies outside the space since it was edited has no row, and trained all the same.
    void trials_outside_an_edited_space_still_compare_data() { every_assessor(); }
    void trials_outside_an_edited_space_still_compare() {
        History inside = history_of(12, Mode::minimize);
        History outside = history_of(12, Mode::minimize);
        for (std::size_t t = 0; t <= 12; ++t) inside.trials[t].row = {0.5};
        for (int e = 1; e <= epochs; ++e) {
            for (History* history : {&inside, &outside}) history->trials.back().reports.push_back({e, 2.0});
            QCOMPARE(assessor()->should_stop(outside, 12), assessor()->should_stop(inside, 12));
        }
    }

    // A study that was stopped in the middle of its last trial, and whose journal is told again.
    void a_resumed_study_judges_alike_data() { every_assessor(); }
    void a_resumed_study_judges_alike() {
        QFETCH(QString, name);
        const Algorithm algorithm{name.toStdString(), config::Value(config::Dict{})};
        const auto begin = [&] {
            return std::move(
                Study::make(space::Space(), Mode::minimize, {"Random", config::Value(config::Dict{})}, algorithm)
                    .value());
        };
        const History past = history_of(6, Mode::minimize);
        Study whole = begin();
        Study resumed = begin();
        for (Study* study : {&whole, &resumed}) {
            for (const Trial& trial : past.trials) {
                study->add(config::Value(config::Dict{}));
                study->start(trial.number);
                for (const Report& report : trial.reports)
                    study->replay_report(trial.number, report.step, report.value);
                if (trial.objective) study->tell(trial.number, TrialState::succeeded, trial.objective);
            }
        }
        const int last = past.trials.back().number;
        const auto values = curve(Mode::minimize, 0.9);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto step = static_cast<std::int64_t>(i + 1);
            if (i < values.size() / 2) resumed.replay_report(last, step, values[i]);
            if (i == values.size() / 2) {
                resumed.interrupt(last);
                resumed.start(last);
            }
            const auto said = whole.report(last, step, values[i]);
            if (i >= values.size() / 2) QCOMPARE(resumed.report(last, step, values[i]), said);
        }
    }

    void lives_with_odd_values_data() { every_assessor(); }
    void lives_with_odd_values() {
        const double infinity = std::numeric_limits<double>::infinity();
        const std::vector<double> odd = {
            std::nan(""), infinity, -infinity, 1e308, -1e308, std::nan(""), 0, 0, 0, 0, 1, 2};
        for (const Mode mode : {Mode::minimize, Mode::maximize}) {
            History history = history_of(6, mode);
            for (std::size_t t = 0; t < 3; ++t)
                for (std::size_t i = 0; i < odd.size(); ++i)
                    history.trials[t].reports[i].value = odd[(i + t) % odd.size()];
            stops_at_some_point(*assessor(), history, odd);
            stops_at_some_point(*assessor(), history, std::vector<double>(12, std::nan("")));
            stops_at_some_point(*assessor(), history, std::vector<double>(12, 0.5));
        }
        QVERIFY(true);
    }

    void a_reason_names_what_was_compared_data() { every_assessor(); }
    void a_reason_names_what_was_compared() {
        History history = history_of(12, Mode::minimize);
        for (int e = 1; e <= epochs; ++e) {
            history.trials.back().reports.push_back({e, 5.0});
            const auto reason = assessor()->should_stop(history, 12);
            if (reason) QVERIFY(reason->size() > 10);
        }
    }
};

LATHE_TEST(TestAssessors)
#include "test_assessors.moc"
