// SPDX-License-Identifier: GPL-3.0-or-later
// Which samples of a batch a rank has, and where an epoch goes on with other batches.
#include <algorithm>
#include <numeric>

#include <QtTest>

#include "core/train/loop/epoch_position.h"
#include "tests/core/train/parallel/rank_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using train::EpochPosition;

class TestSharedBatches : public QObject {
    Q_OBJECT

    using Batches = std::vector<std::vector<int>>;

  private Q_SLOTS:
    void together_they_have_the_batches_of_one() {
        for (int samples = 1; samples < 30; ++samples) {
            for (const int ranks : {1, 2, 3, 4}) {
                const auto whole = test::batches(samples, 2 * ranks, 1, false).front();
                const auto parts = test::batches(samples, 2, ranks, false);
                for (std::size_t b = 0; b < whole.size(); ++b) {
                    std::vector<int> all;
                    for (const auto& of_rank : parts) {
                        QCOMPARE(of_rank.size(), whole.size());
                        all.insert(all.end(), of_rank[b].begin(), of_rank[b].end());
                        QVERIFY(of_rank[b].size() <= parts.front()[b].size());  // rank 0 has the most
                    }
                    QCOMPARE(all, whole[b]);
                }
            }
        }
    }

    void the_last_batch_is_shared_evenly() {
        const auto parts = test::batches(7, 2, 2, false);
        QCOMPARE(parts[0], (Batches{{0, 1}, {4, 5}}));
        QCOMPARE(parts[1], (Batches{{2, 3}, {6}}));
        QCOMPARE(test::batches(5, 2, 2, false)[1], (Batches{{2, 3}, {}}));
        QCOMPARE(test::batches(7, 2, 2, true)[1], (Batches{{2, 3}}));
    }

    // 10 samples of the one class, 90 of the other.
    void classes_may_be_balanced() {
        std::vector<std::int64_t> labels(100, 0);
        std::fill_n(labels.begin(), 10, 1);
        std::vector<int> times(100);
        for (int epoch = 0; epoch < 100; ++epoch)
            for (const int sample : test::balanced_epoch(labels, epoch)) ++times[static_cast<std::size_t>(sample)];
        const int rare = std::accumulate(times.begin(), times.begin() + 10, 0);
        QVERIFY2(rare > 4800 && rare < 5200, qPrintable(QString::number(rare)));         // of 10,000; sigma is 50
        for (int i = 0; i < 10; ++i) QVERIFY(times[static_cast<std::size_t>(i)] > 400);  // of the mean 500, sigma 22
        QVERIFY(std::ranges::count(times, 0) == 0);
        QCOMPARE(test::balanced_epoch(labels, 7), test::balanced_epoch(labels, 7));
        QVERIFY(test::balanced_epoch(labels, 7) != test::balanced_epoch(labels, 8));
    }

    void an_epoch_goes_on_with_other_batches() {
        const auto same = EpochPosition::of(2, {24, 5}, {24, 5}, 1);
        QCOMPARE(same.batch, 2);
        QCOMPARE(same.repeated, 0);
        const auto more = EpochPosition::of(3, {24, 5}, {48, 3}, 1);
        QCOMPARE(more.batch, 1);
        QCOMPARE(more.repeated, 24);
        const auto accumulated = EpochPosition::of(10, {10, 12}, {10, 12}, 4);  // not within a step
        QCOMPARE(accumulated.batch, 8);
        QCOMPARE(accumulated.repeated, 20);
        const auto fewer = EpochPosition::of(3, {24, 5}, {24, 2}, 1);  // a limit was set meanwhile
        QCOMPARE(fewer.batch, 2);
    }

    // Of 100 samples the fifth batch of 24 has 4: it counts as what it was.
    void a_finished_epoch_stays_finished() {
        const auto more = EpochPosition::of(5, {24, 5}, {48, 3}, 1);
        QCOMPARE(more.batch, 3);
        QCOMPARE(more.repeated, 0);
        const auto less = EpochPosition::of(3, {48, 3}, {24, 5}, 2);
        QCOMPARE(less.batch, 5);
        QCOMPARE(less.repeated, 0);
    }
};

LATHE_TEST(TestSharedBatches)
#include "test_shared_batches.moc"
