// SPDX-License-Identifier: GPL-3.0-or-later
// How distributions become ridges over the same bins.
#include <cmath>
#include <numeric>

#include <rapidcheck.h>
#include <QTest>

#include "tests/test_program.h"
#include "widgets/charts/histogram_ridges.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

double sumOf(const Ridge& ridge) {
    return std::accumulate(ridge.heights.begin(), ridge.heights.end(), 0.0);
}

}  // namespace

class TestHistogramRidges : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void values_of_a_bucket_are_spread_over_its_bins() {
        const auto ridges = ridgesOf({{7, {0, 2, 3}, {4, 6}}}, 4, 10, {0, 4});
        QCOMPARE(ridges.ridges.size(), std::size_t{1});
        QCOMPARE(ridges.ridges[0].step, 7);
        QCOMPARE(ridges.ridges[0].heights, (std::vector<double>{2, 2, 6, 0}));
        QCOMPARE(ridges.ridges[0].count, 10.0);
        QCOMPARE(ridges.highest, 6.0);
        QCOMPARE(ridges.edge(1), 1.0);
    }

    void a_value_without_width_stands_in_its_bin() {
        const std::vector<store::RecordedHistogram> same{{1, {3, 3}, {5}}};
        const auto ridges = ridgesOf(same, 3, 10, *rangeOf(same));
        QVERIFY(ridges.low < 3 && ridges.high > 3);
        QCOMPARE(ridges.ridges[0].heights, (std::vector<double>{0, 5, 0}));
        const std::vector<store::RecordedHistogram> zero{{1, {0, 0}, {5}}};
        QCOMPARE(sumOf(ridgesOf(zero, 3, 10, *rangeOf(zero)).ridges[0]), 5.0);
    }

    void of_many_steps_the_last_and_some_at_even_distances_are_kept() {
        std::vector<store::RecordedHistogram> all;
        for (int step = 0; step < 1000; ++step) all.push_back({step, {0, 1}, {1}});
        const auto ridges = ridgesOf(all, 4, 50, {0, 1});
        QCOMPARE(ridges.ridges.size(), std::size_t{50});
        QCOMPARE(ridges.ridges.back().step, 999);
        QCOMPARE(ridges.ridges.front().step, 19);
        QCOMPARE(ridges.at(999).value_or(0), std::size_t{49});
        QCOMPARE(ridges.at(38).value_or(99), std::size_t{0});
        QVERIFY(!ridges.at(3));
    }

    void nothing_gives_nothing() {
        QVERIFY(!rangeOf({}));
        QCOMPARE(ridgesOf({}, 4, 10, {0, 1}).bins(), std::size_t{0});
    }

    void no_value_is_lost_or_found() {
        rc::check([] {
            auto edges = *rc::gen::container<std::vector<double>>(
                rc::gen::map(rc::gen::inRange(-1000000, 1000000), [](int value) { return value * 1e-3; }));
            if (edges.size() < 2) edges = {0, 1};
            std::sort(edges.begin(), edges.end());
            const auto counts = *rc::gen::container<std::vector<double>>(
                edges.size() - 1,
                rc::gen::map(rc::gen::inRange(0, 1000), [](int n) { return static_cast<double>(n); }));
            const std::vector<store::RecordedHistogram> all{{0, edges, counts}};
            const auto ridges = ridgesOf(all, 30, 10, *rangeOf(all));
            const double expected = std::accumulate(counts.begin(), counts.end(), 0.0);
            RC_ASSERT(std::abs(sumOf(ridges.ridges[0]) - expected) < 1e-6 * std::max(1.0, expected));
        });
    }
};

LATHE_TEST(TestHistogramRidges)
#include "test_histogram_ridges.moc"
