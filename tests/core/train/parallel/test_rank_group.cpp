// SPDX-License-Identifier: GPL-3.0-or-later
// What ranks say to each other.
#include <cmath>

#include <QtTest>

#include "core/run/trial_body.h"
#include "tests/core/train/parallel/rank_probe.h"
#include "tests/test_program.h"

using namespace lathe;

class TestRankGroup : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void all_hear_the_same() {
        for (const int ranks : {1, 2, 3}) {
            const auto heard = test::talk(ranks);
            std::vector<std::string> texts;
            for (int rank = 0; rank < ranks; ++rank) texts.emplace_back(static_cast<std::size_t>(3 * rank), 'x');
            for (const Json& one : heard) {
                QCOMPARE(one.at("shared"), Json("rank 0"));
                QCOMPARE(one.at("empty"), Json(""));
                QCOMPARE(one.at("gathered"), Json(texts));
                QCOMPARE(one.at("first"), Json(true));
                QCOMPARE(one.at("sum"), Json({ranks * (ranks + 1) / 2.0, ranks * (ranks + 1) / 2.0}));
                QCOMPARE(one.at("flags"), Json({1.0, 1.0, 1.0, 1.0, 1.0, 1.0}));
            }
        }
    }

    void who_misses_another_says_so() {
        QCOMPARE(test::kind_of_error_when_a_rank_leaves(), std::string(run::ranks_lost));
    }

    // Such a trial is not lost: with another folder for temporary files it goes on.
    void what_is_wrong_here_is_no_lost_rank() { QCOMPARE(test::kind_of_error_at_a_bad_place(), std::string()); }

    void what_the_first_says_before_a_batch_counts() {
        const auto found = test::pause_two_ranks();
        QVERIFY(found.other_has_waited);
        QVERIFY(found.other_is_to_stop_early);
    }

    // A sum in bfloat16 has three digits.
    void narrow_numbers_are_normalised_in_wide_ones() {
        double sum = 0;
        for (int i = 0; i < 1024; ++i) sum += 100 + i % 7;
        for (const double mean : test::mean_over_ranks_of_bfloat16(2)) QVERIFY(std::abs(mean - sum / 1024) < 1e-4);
    }

    // Its own reason is the trial's, not that it missed another.
    void who_fails_tells_why_though_nobody_is_there() {
        QCOMPARE(test::failure_that_nobody_hears(), std::string("failed"));
    }

    void all_begin_or_none() {
        using Words = std::vector<std::string>;
        QCOMPARE(test::start_together(2, -1, -1), (Words{"", ""}));
        QCOMPARE(test::start_together(3, 1, -1), (Words{run::ranks_lost, "failed", run::ranks_lost}));
        QCOMPARE(test::start_together(2, -1, 0), (Words{"stopped", "stopped"}));
        QCOMPARE(test::start_together(2, 1, 0), (Words{"stopped", "failed"}));
        QCOMPARE(test::start_together(1, 0, -1), (Words{"failed"}));
    }
};

LATHE_TEST(TestRankGroup)
#include "test_rank_group.moc"
