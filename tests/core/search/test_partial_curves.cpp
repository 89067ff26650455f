// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/search/losses.h"
#include "core/search/partial_curves.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

// Ends at `last`, coming down by 1 at each of the three reports before.
Trial falling_curve(int number, double last, std::size_t reports) {
    Trial trial;
    trial.number = number;
    trial.state = reports == 4 ? TrialState::succeeded : TrialState::early_stopped;
    for (std::size_t i = 0; i < reports; ++i)
        trial.reports.push_back({static_cast<std::int64_t>(i) + 1, last + 3 - static_cast<double>(i)});
    trial.objective = trial.reports.back().value;
    return trial;
}

History curves_of(int whole) {
    History history;
    for (int i = 0; i < whole; ++i) history.trials.push_back(falling_curve(i, 10 + i, 4));
    for (int i = 0; i < whole; ++i) history.ended.push_back(i);
    return history;
}

}  // namespace

class TestPartialCurves : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_trial_that_was_stopped_counts_as_if_it_had_gone_on() {
        const History history = curves_of(5);
        const PartialCurves curves(history, history.ended);
        QCOMPARE(*curves.objective_of(falling_curve(5, 20, 2)), 20.0);
        QCOMPARE(*curves.objective_of(falling_curve(5, 20, 1)), 20.0);
        QCOMPARE(*curves.objective_of(falling_curve(5, 20, 4)), 20.0);
    }

    void three_whole_curves_are_too_few() {
        const History history = curves_of(3);
        const PartialCurves curves(history, history.ended);
        QCOMPARE(*curves.objective_of(falling_curve(3, 20, 2)), 22.0);
    }

    void where_the_best_value_is_the_objective_it_is_moved_on_from_the_best() {
        History history = curves_of(5);
        for (Trial& trial : history.trials) {
            trial.reports[1].value = *trial.objective - 1;  // the best, and then it rises
            trial.objective = trial.reports[1].value;
        }
        const PartialCurves curves(history, history.ended);
        QCOMPARE(*curves.objective_of(falling_curve(5, 20, 2)), 22.0);  // no better came after the second report
    }

    void a_tuner_sees_it() {
        History history = curves_of(5);
        history.trials.push_back(falling_curve(5, 9, 1));  // the best of all, had it gone on
        history.ended.push_back(5);
        const space::Space nothing;
        const space::Layout layout(nothing);
        for (Trial& trial : history.trials) trial.params = config::Dict{};
        const Observations seen(layout, history);
        const auto scored = losses(seen, Liar::ignore);
        QCOMPARE(scored.size(), std::size_t{6});
        QCOMPARE(scored.back().loss, 9.0);
    }
};

LATHE_TEST(TestPartialCurves)
#include "test_partial_curves.moc"
