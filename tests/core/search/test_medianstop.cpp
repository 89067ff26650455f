// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "core/search/study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

Trial trial_of(int number, TrialState state, const std::vector<double>& values) {
    Trial trial;
    trial.number = number;
    trial.state = state;
    for (std::size_t i = 0; i < values.size(); ++i)
        trial.reports.push_back({static_cast<std::int64_t>(i + 1), values[i]});
    if (!values.empty()) trial.objective = values.back();
    return trial;
}

bool stops(const std::vector<std::vector<double>>& finished, const std::vector<double>& running, Mode mode,
           int start_step = 0, TrialState state = TrialState::succeeded) {
    History history;
    history.mode = mode;
    for (const auto& values : finished)
        history.trials.push_back(trial_of(static_cast<int>(history.trials.size()), state, values));
    history.trials.push_back(trial_of(static_cast<int>(finished.size()), TrialState::running, running));
    const auto assessor = make_assessor("Medianstop", config::Dict{{"start_step", start_step}});
    return (*assessor)->should_stop(history, static_cast<int>(finished.size())).has_value();
}

}  // namespace

class TestMedianstop : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void compares_the_best_with_the_median_of_running_averages() {
        // Running averages at S = 2: 2, 3, 4; the median is 3.
        const std::vector<std::vector<double>> finished = {{1, 3}, {2, 4}, {3, 5}};
        QVERIFY(!stops(finished, {9, 3}, Mode::minimize));  // equal is not strictly worse
        QVERIFY(stops(finished, {9, 3.1}, Mode::minimize));
        QVERIFY(!stops(finished, {2.9, 9}, Mode::minimize));  // its best counts, not its last
        QVERIFY(stops(finished, {2.9, 2}, Mode::maximize));
        QVERIFY(!stops(finished, {0, 3}, Mode::maximize));
    }

    void an_even_number_has_the_worse_of_the_middle_two() {
        QVERIFY(!stops({{1}, {3}}, {3}, Mode::minimize));
        QVERIFY(stops({{1}, {3}}, {3.01}, Mode::minimize));
        QVERIFY(!stops({{1}, {3}}, {1}, Mode::maximize));
        QVERIFY(stops({{1}, {3}}, {0.99}, Mode::maximize));
    }

    // 0.1 + 0.2 + ... divided by their number is 0.3 but for rounding.
    void a_tie_by_rounding_is_a_tie() {
        const std::vector<double> same(7, 0.3);
        for (const Mode mode : {Mode::minimize, Mode::maximize}) {
            QVERIFY(!stops({same, same, same}, same, mode));
            QVERIFY(!stops({{0.1, 0.2, 0.6}}, {0.3, 0.3, 0.3}, mode));
        }
        QVERIFY(stops({same}, std::vector<double>(7, 0.3 + 1e-9), Mode::minimize));
    }

    void only_succeeded_trials_with_enough_reports_count() {
        QVERIFY(!stops({{0}, {0}}, {5, 5}, Mode::minimize));
        QVERIFY(stops({{0}, {0, 0}}, {5, 5}, Mode::minimize));
        QVERIFY(!stops({{0}, {0}}, {5}, Mode::minimize, 0, TrialState::failed));
        QVERIFY(!stops({{0}, {0}}, {5}, Mode::minimize, 0, TrialState::early_stopped));
        QVERIFY(!stops({{0}, {0}}, {5}, Mode::minimize, 0, TrialState::running));
    }

    void waits_for_start_step() {
        QVERIFY(!stops({{0, 0, 0}}, {5}, Mode::minimize, 2));
        QVERIFY(stops({{0, 0, 0}}, {5, 5}, Mode::minimize, 2));
    }

    void nan_is_the_worst() {
        QVERIFY(stops({{0}}, {std::nan("")}, Mode::minimize));
        QVERIFY(stops({{0}}, {std::nan("")}, Mode::maximize));
        QVERIFY(!stops({{std::nan("")}, {std::nan("")}}, {5}, Mode::minimize));
        QVERIFY(!stops({}, {std::nan("")}, Mode::minimize));
    }
};

LATHE_TEST(TestMedianstop)
#include "test_medianstop.moc"
