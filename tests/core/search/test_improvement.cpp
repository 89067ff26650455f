// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/search/improvement.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

void end_trial(History& history, TrialState state, std::vector<double> objectives) {
    Trial trial;
    trial.number = static_cast<int>(history.trials.size());
    trial.state = state;
    if (!objectives.empty()) trial.objective = objectives.front();
    if (objectives.size() > 1) trial.objectives = std::move(objectives);
    history.ended.push_back(trial.number);
    history.trials.push_back(std::move(trial));
}

}  // namespace

class TestImprovement : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void counts_what_ended_after_the_best() {
        History history;
        QCOMPARE(ended_since_improvement(history), 0);
        end_trial(history, TrialState::failed, {});
        QCOMPARE(ended_since_improvement(history), 0);  // there is nothing to be better than yet
        end_trial(history, TrialState::succeeded, {2});
        end_trial(history, TrialState::succeeded, {1});
        QCOMPARE(ended_since_improvement(history), 0);
        end_trial(history, TrialState::succeeded, {1});  // as good is not better
        end_trial(history, TrialState::failed, {});
        end_trial(history, TrialState::early_stopped, {3});
        end_trial(history, TrialState::user_canceled, {});
        QCOMPARE(ended_since_improvement(history), 3);
    }

    void of_several_objectives_the_front_counts() {
        History history;
        history.modes = {Mode::minimize, Mode::minimize};
        end_trial(history, TrialState::succeeded, {1, 5});
        end_trial(history, TrialState::succeeded, {2, 6});
        QCOMPARE(ended_since_improvement(history), 1);
        end_trial(history, TrialState::succeeded, {5, 1});
        QCOMPARE(ended_since_improvement(history), 0);
        end_trial(history, TrialState::succeeded, {5, 1});  // as good is not better
        end_trial(history, TrialState::failed, {});
        QCOMPARE(ended_since_improvement(history), 2);
        end_trial(history, TrialState::succeeded, {1, 4});
        QCOMPARE(ended_since_improvement(history), 0);
    }

    void of_equal_ones_the_first_to_end_was_better() {
        History history;
        end_trial(history, TrialState::succeeded, {1});
        end_trial(history, TrialState::succeeded, {1});
        history.ended = {1, 0};
        QCOMPARE(ended_since_improvement(history), 1);
    }

    void what_breaks_a_constraint_is_no_improvement() {
        History history;
        end_trial(history, TrialState::succeeded, {2});
        end_trial(history, TrialState::succeeded, {1});
        history.trials.back().violation = 0.5;
        QCOMPARE(ended_since_improvement(history), 1);
    }
};

LATHE_TEST(TestImprovement)
#include "test_improvement.moc"
