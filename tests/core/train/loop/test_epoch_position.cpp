// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>

#include <QTest>

#include "core/train/loop/epoch_position.h"
#include "tests/test_program.h"

using lathe::train::EpochBatches;
using lathe::train::EpochPosition;

class TestEpochPosition : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_same_cut_goes_on_where_it_was() {
        const EpochBatches cut{32, 10};
        const auto place = EpochPosition::of(7, cut, cut, 1);
        QCOMPARE(place.batch, std::int64_t{7});
        QCOMPARE(place.repeated, std::int64_t{0});
    }

    void a_step_that_was_begun_is_begun_again() {
        // 96 samples are seen; a step takes 4 batches of 16 now.
        const auto place = EpochPosition::of(3, {32, 10}, {16, 20}, 4);
        QCOMPARE(place.batch, std::int64_t{4});
        QCOMPARE(place.repeated, std::int64_t{32});
    }

    void an_epoch_that_was_done_stays_done() {
        const auto place = EpochPosition::of(10, {32, 10}, {64, 5}, 3);
        QCOMPARE(place.batch, std::int64_t{5});
        QCOMPARE(place.repeated, std::int64_t{0});
    }

    // No sample is left out, and fewer than a step of them come twice.
    void nothing_is_skipped() {
        QVERIFY(rc::check([] {
            const auto samples = *rc::gen::inRange<std::int64_t>(1, 500);
            const auto before = *rc::gen::inRange<std::int64_t>(1, 64);
            const auto now = *rc::gen::inRange<std::int64_t>(1, 64);
            const auto accumulation = *rc::gen::inRange<std::int64_t>(1, 5);
            const EpochBatches was{before, (samples + before - 1) / before};
            const EpochBatches is{now, (samples + now - 1) / now};
            const auto done = *rc::gen::inRange<std::int64_t>(0, was.count);
            const auto place = EpochPosition::of(done, was, is, accumulation);
            RC_ASSERT(place.batch * now <= done * before);
            RC_ASSERT(place.batch % accumulation == 0 || place.batch == is.count);
            RC_ASSERT(place.repeated >= 0);
            RC_ASSERT(place.repeated < now * accumulation);
        }));
    }
};

LATHE_TEST(TestEpochPosition)
#include "test_epoch_position.moc"
