// SPDX-License-Identifier: GPL-3.0-or-later
// Gradients are summed over the ranks.
#include <QtTest>

#include "tests/core/train/parallel/rank_probe.h"
#include "tests/test_program.h"

using namespace lathe;

class TestGradientReducer : public QObject {
    Q_OBJECT

    using Gradients = std::vector<std::vector<double>>;

    static void expect(const test::Reduction& reduction, const Gradients& expected) {
        for (const auto& of_rank : test::reduce(reduction)) QCOMPARE(of_rank, expected);
    }

  private Q_SLOTS:
    void the_sum_is_everywhere_data() {
        QTest::addColumn<qulonglong>("bucket");
        QTest::newRow("one bucket") << qulonglong{1u << 20};
        QTest::newRow("a bucket for each") << qulonglong{1};
        QTest::newRow("two in one") << qulonglong{7 * 8};
    }
    void the_sum_is_everywhere() {
        QFETCH(const qulonglong, bucket);
        test::Reduction reduction;
        reduction.bucket_bytes = bucket;
        reduction.used = {{0, 1, 2}, {0, 1, 2}};
        expect(reduction, {{3, 3}, {3, 3, 3}, {3, 3, 3, 3}});
        reduction.used = {{0, 1, 2}, {0, 1, 2}, {0, 1, 2}};
        expect(reduction, {{6, 6}, {6, 6, 6}, {6, 6, 6, 6}});
    }

    void a_rank_without_samples_takes_part() {
        test::Reduction reduction;
        reduction.used = {{0, 1, 2}, {}};
        expect(reduction, {{1, 1}, {1, 1, 1}, {1, 1, 1, 1}});
    }

    // An optimizer leaves those alone that have no gradient at all.
    void weights_that_only_some_ranks_use() {
        for (const std::size_t bucket : {std::size_t{1}, std::size_t{1} << 20}) {
            test::Reduction reduction;
            reduction.bucket_bytes = bucket;
            reduction.used = {{0}, {2}};
            expect(reduction, {{1, 1}, {}, {2, 2, 2, 2}});
        }
    }

    void what_was_added_up_before_counts() {
        test::Reduction reduction;
        reduction.used = {{0, 1, 2}, {0, 1, 2}};
        reduction.backward_passes_before = 2;
        expect(reduction, {{9, 9}, {9, 9, 9}, {9, 9, 9, 9}});
    }
};

LATHE_TEST(TestGradientReducer)
#include "test_gradient_reducer.moc"
