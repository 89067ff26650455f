// SPDX-License-Identifier: GPL-3.0-or-later
// Which rank's end is the trial's.
#include <QtTest>

#include "core/run/rank_ends.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

namespace {

TrialFailure failure(const std::string& why, bool is_consequence = false) {
    TrialFailure made;
    made.why = why;
    made.is_consequence = is_consequence;
    return made;
}

TrialOutcome outcome(std::int64_t steps) {
    TrialOutcome made;
    made.steps = steps;
    return made;
}

std::string why(const RankEnds& ends) {
    const TrialResult result = ends.result();
    const auto* failure = std::get_if<TrialFailure>(&result);
    return failure != nullptr ? failure->why : "no failure";
}

}  // namespace

class TestRankEnds : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_outcome_is_rank_0s() {
        RankEnds ends(2);
        ends.told(1, outcome(0));
        QVERIFY(!ends.all_have_ended() && ends.has_ended(1) && !ends.has_ended(0) && !ends.one_has_failed());
        ends.told(0, outcome(7));
        QVERIFY(ends.all_have_ended());
        QCOMPARE(std::get<TrialOutcome>(ends.result()).steps, std::int64_t{7});
    }

    void a_consequence_is_not_the_cause() {
        RankEnds ends(3);
        ends.told(0, failure("another rank has gone", true));
        QVERIFY(ends.one_has_failed());
        QCOMPARE(why(ends), std::string("another rank has gone"));  // nobody knows better yet
        ends.told(2, failure("the memory ran out"));
        QCOMPARE(why(ends), std::string("rank 2: the memory ran out"));
    }

    // One that hangs is ended without a word; the trial goes on from its checkpoint, when the person wants it.
    void where_nobody_is_at_fault_the_trial_can_go_on() {
        RankEnds ends(2);
        ends.told(1, failure("another rank has gone", true));
        QVERIFY(std::get<TrialFailure>(ends.result()).can_go_on);
        ends.told(0, failure("the memory ran out"));
        QVERIFY(!std::get<TrialFailure>(ends.result()).can_go_on);
    }

    void what_comes_after_rank_0s_outcome_does_not_matter() {
        RankEnds ends(3);
        ends.told(0, outcome(7));
        ends.died(1, {"was killed by signal 11", "", false});
        ends.told(2, failure("another rank has gone", true));
        QCOMPARE(std::get<TrialOutcome>(ends.result()).steps, std::int64_t{7});
        QVERIFY(ends.has_outcome(0) && !ends.has_outcome(1) && !ends.has_outcome(2));
        RankEnds earlier(2);
        earlier.told(1, failure("the memory ran out"));
        earlier.told(0, outcome(7));
        QCOMPARE(why(earlier), std::string("rank 1: the memory ran out"));
    }

    void what_all_say_is_no_ranks_fault() {
        RankEnds ends(2);
        ends.told(1, failure("the network does not fit"));
        QCOMPARE(why(ends), std::string("rank 1: the network does not fit"));
        ends.told(0, failure("the network does not fit"));
        QCOMPARE(why(ends), std::string("the network does not fit"));
    }

    void one_process_alone_has_no_rank() {
        RankEnds ends(1);
        ends.died(0, {"was killed by signal 9", "epoch 3", true});
        const auto result = std::get<TrialFailure>(ends.result());
        QCOMPARE(result.why, std::string("the trial's process was killed by signal 9"));
        QCOMPARE(result.last_words, std::string("epoch 3"));
        QVERIFY(!result.can_go_on);
    }

    void a_kill_leaves_a_trial_that_can_go_on() {
        RankEnds ends(2);
        ends.told(0, failure("another rank has gone", true));
        ends.died(1, {"was killed by signal 9", "", true});
        const auto result = std::get<TrialFailure>(ends.result());
        QCOMPARE(result.why, std::string("rank 1: the trial's process was killed by signal 9"));
        QVERIFY(result.can_go_on);
        RankEnds crash(2);
        crash.died(1, {"was killed by signal 11", "", false});
        QVERIFY(!std::get<TrialFailure>(crash.result()).can_go_on);
    }

    void facts_are_rank_0s_where_the_one_at_fault_has_none() {
        RankEnds ends(2);
        auto first = failure("another rank has gone", true);
        first.facts = config::Value(config::Dict{{"seed", std::int64_t{3}}});
        ends.told(0, first);
        ends.died(1, {"ended with exit code 3", "", false});
        QCOMPARE(std::get<TrialFailure>(ends.result()).facts.int_or("seed", 0), std::int64_t{3});
    }

    // A record that cannot be written stops the session, whatever else went wrong.
    void the_session_is_told_first() {
        RankEnds ends(2);
        ends.told(1, failure("the memory ran out"));
        ends.told(0, SessionFailure{{"the disk is full"}});
        QVERIFY(std::holds_alternative<SessionFailure>(ends.result()));
    }
};

LATHE_CORE_TEST(TestRankEnds)
#include "test_rank_ends.moc"
