// SPDX-License-Identifier: GPL-3.0-or-later
// Samples become bars: all of them, once each, on an axis that shows them.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <QtTest>

#include <rapidcheck.h>

#include "tests/test_program.h"
#include "widgets/charts/histogram_bars.h"

using namespace lathe::gui;

namespace {

double totalOfBars(const HistogramBars& bars) {
    return std::accumulate(bars.bars().begin(), bars.bars().end(), 0.0,
                           [](double sum, const HistogramBars::Bar& bar) { return sum + bar.weight; });
}

}  // namespace

class TestHistogramBars : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everySampleIsInABar() {
        QVERIFY(rc::check([](const std::vector<double>& samples, bool log) {
            HistogramBars bars;
            bars.setSamples(samples, log);
            const auto shown = std::count_if(samples.begin(), samples.end(), [&](double v) { return bars.shows(v); });
            RC_ASSERT(totalOfBars(bars) == double(shown));
            for (const auto& bar : bars.bars()) RC_ASSERT(bar.low <= bar.high);
        }));
    }

    void fewValuesBecomeOneBarEach() {
        HistogramBars bars;
        bars.setSamples({3, 1, 3, std::nan(""), 2}, false);
        QCOMPARE(bars.bars().size(), std::size_t{3});
        QCOMPARE(bars.bars()[2].low, 3.0);
        QCOMPARE(bars.bars()[2].high, 3.0);
        QCOMPARE(bars.bars()[2].weight, 2.0);
        QCOMPARE(bars.highest(), 2.0);
    }

    void aLogAxisLeavesOutWhatItCannotShow() {
        HistogramBars bars;
        bars.setSamples({-1, 0, 1, 10}, true);
        QCOMPARE(bars.bars().size(), std::size_t{2});
        QVERIFY(!bars.shows(0));
        QVERIFY(!bars.shows(std::numeric_limits<double>::infinity()));
    }

    void aBarSaysItsShare() {
        HistogramBars bars;
        bars.setSpikes({1, 2}, {1, 3}, false);
        QCOMPARE(bars.describe(bars.bars()[1]), QStringLiteral("2: 75 %"));
        bars.setBins({0, 1, 2}, {1, 1}, false);
        QCOMPARE(bars.describe(bars.bars()[0]), QStringLiteral("0 to 1: 50 %"));
        bars.setCategories({"adam", "sgd"}, {1, 1});
        QVERIFY(bars.isCategorical());
        QCOMPARE(bars.describe(bars.bars()[1]), QStringLiteral("sgd: 50 %"));
        bars.setSpikes({1}, {0}, false);
        QVERIFY(!bars.isCategorical());
        QCOMPARE(bars.describe(bars.bars()[0]), QStringLiteral("1: 0 %"));
    }

    void theScaleShowsBarsAndValuesWithAir() {
        HistogramBars bars;
        bars.setSpikes({2, 4}, {1, 1}, false);
        ChartScale scale = bars.scaleWith({0, std::nan("")}, 0.1);
        QCOMPARE(scale.low, -0.4);
        QCOMPARE(scale.high, 4.4);
        bars.setSpikes({1, 100}, {1, 1}, true);
        scale = bars.scaleWith({-5}, 0.5);
        QVERIFY(scale.log);
        QVERIFY(std::abs(scale.low - 0.1) < 1e-12 && std::abs(scale.high - 1000) < 1e-9);
        // Nothing, one value, categories: never an empty axis.
        bars.clear();
        QVERIFY(bars.scaleWith({}, 0.1).low < bars.scaleWith({}, 0.1).high);
        bars.setSpikes({3}, {1}, false);
        QVERIFY(bars.scaleWith({}, 0).low < 3 && bars.scaleWith({}, 0).high > 3);
        bars.setCategories({"a", "b"}, {1, 1});
        QCOMPARE(bars.scaleWith({}, 0.1).low, -0.5);
        QCOMPARE(bars.scaleWith({}, 0.1).high, 1.5);
    }
};

LATHE_TEST(TestHistogramBars)
#include "test_histogram_bars.moc"
