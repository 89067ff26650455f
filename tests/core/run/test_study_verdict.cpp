// SPDX-License-Identifier: GPL-3.0-or-later
#include <initializer_list>

#include <QtTest>

#include "core/run/study_verdict.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using search::TrialState;

class TestStudyVerdict : public QObject {
    Q_OBJECT

    static search::History history(std::initializer_list<TrialState> states) {
        search::History out;
        for (const TrialState state : states) {
            search::Trial trial;
            trial.state = state;
            out.trials.push_back(trial);
        }
        return out;
    }

  private Q_SLOTS:
    void one_result_is_enough() {
        for (const TrialState good : {TrialState::succeeded, TrialState::early_stopped}) {
            const auto verdict = verdict_on(history({TrialState::failed, good}), "no data", "");
            QCOMPARE(verdict.state, SessionState::finished);
            QVERIFY(verdict.message.empty());
        }
    }

    void only_failures_are_a_failure() {
        const auto one = verdict_on(history({TrialState::failed}), "no data", "");
        QCOMPARE(one.state, SessionState::failed);
        QCOMPARE(one.message, std::string("no data"));
        const auto three = verdict_on(history({TrialState::failed, TrialState::user_canceled, TrialState::failed}),
                                      "no data", "the time is up");
        QCOMPARE(three.state, SessionState::failed);
        QCOMPARE(three.message, std::string("all 2 trials failed, the first: no data"));
    }

    void what_was_canceled_is_no_failure() {
        QCOMPARE(verdict_on(history({TrialState::user_canceled}), "canceled", "").state, SessionState::finished);
    }

    void no_trial_at_all_is_a_failure_unless_something_ended_it() {
        QCOMPARE(verdict_on(history({}), "", "").state, SessionState::failed);
        const auto late = verdict_on(history({}), "", "the time is up");
        QCOMPARE(late.state, SessionState::finished);
        QCOMPARE(late.message, std::string("the time is up"));
    }
};

LATHE_TEST(TestStudyVerdict)
#include "test_study_verdict.moc"
