// SPDX-License-Identifier: GPL-3.0-or-later
// How far a study has come, read from its journal.
#include <QTest>

#include "core/queue/study_progress.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::queue;
using search::TrialState;
using std::chrono::seconds;

class TestStudyProgress : public QObject {
    Q_OBJECT

    const Time start_ = from_unix_seconds(1.7e9);
    store::StudyJournal journal_;

    void at(int second, store::StudyEvent event) {
        journal_.events.push_back({start_ + seconds(second), std::move(event)});
    }
    void trial(int number, int begin, int end, TrialState state = TrialState::succeeded, double objective = 1) {
        at(begin, store::event::Started{number, "cpu"});
        at(end, store::event::Finished{number, state, objective, {}, {}});
    }
    StudyProgress progress(int second) const { return progress_of(journal_, start_ + seconds(second)); }

  private Q_SLOTS:
    void init() {
        journal_ = {};
        at(0, store::event::Created{"a", true, "val_loss", search::Mode::minimize, false, "TPE", "", 10, {}, {}});
    }

    void of_a_study_that_has_just_begun() {
        const auto now = progress(5);
        QCOMPARE(now.trials, 10);
        QCOMPARE(now.finished, 0);
        QVERIFY(!now.remaining);
        QVERIFY(!now.best);
    }

    void at_the_pace_of_the_trials_so_far() {
        trial(0, 0, 10, TrialState::succeeded, 3);
        trial(1, 10, 30, TrialState::failed);
        trial(2, 30, 45, TrialState::early_stopped, 2);
        at(45, store::event::Started{3, "cpu"});
        const auto now = progress(50);
        QCOMPARE(now.finished, 3);
        QCOMPARE(now.failed, 1);
        QCOMPARE(now.running, 1);
        QCOMPARE(*now.best, 2.0);
        QVERIFY(*now.remaining == seconds(7 * 15 - 5));
        // One that takes longer than the others is about to end for all that is known.
        QVERIFY(*progress(500).remaining == seconds(6 * 15));
    }

    void of_several_at_once() {
        trial(0, 0, 10);
        at(10, store::event::Started{1, "cpu"});
        at(10, store::event::Started{2, "cpu"});
        QVERIFY(*progress(10).remaining == seconds(45));
    }

    // Nobody knows how many trials are to come.
    void of_a_search_without_a_number_of_trials() {
        trial(0, 0, 10);
        at(10, store::event::Edited{{{"max_trials", Json()}}});
        const auto now = progress(10);
        QVERIFY(!now.trials && !now.remaining);
        QCOMPARE(now.finished, 1);
    }

    // The night between two sessions is no trial's time.
    void of_a_study_that_was_resumed() {
        trial(0, 0, 10);
        at(10, store::event::Started{1, "cpu"});
        at(11, store::event::Interrupted{1});
        at(50'000, store::event::Resumed{});
        at(50'000, store::event::Started{1, "cpu"});
        at(50'000, store::event::Edited{{{"max_trials", 4}}});
        const auto now = progress(50'000);
        QCOMPARE(now.trials, 4);
        QVERIFY(*now.remaining == seconds(30));
    }

    void a_trial_that_is_there_twice_counts_once() {
        trial(0, 0, 10);
        trial(0, 0, 10);
        QCOMPARE(progress(10).finished, 1);
    }

    void the_best_of_what_is_maximised() {
        journal_ = {};
        at(0, store::event::Created{"a", true, "val_acc", search::Mode::maximize, false, "TPE", "", 10, {}, {}});
        trial(0, 0, 1, TrialState::succeeded, 0.5);
        trial(1, 1, 2, TrialState::succeeded, 0.75);
        trial(2, 2, 3, TrialState::succeeded, 0.25);
        QCOMPARE(*progress(3).best, 0.75);
    }

    void a_single_training_is_one_trial() {
        journal_ = {};
        at(0, store::event::Created{"a", false, "val_loss", search::Mode::minimize, false, "", "", 1, {}, {}});
        QCOMPARE(progress(1).trials, 1);
    }
};

LATHE_TEST(TestStudyProgress)
#include "test_study_progress.moc"
