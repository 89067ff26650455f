// SPDX-License-Identifier: GPL-3.0-or-later
// The two handles of a histogram: neither passes the other or the limits; and which one the mouse takes.
#include <limits>

#include <QtTest>

#include "tests/test_program.h"
#include "widgets/charts/histogram_layout.h"

using namespace lathe::gui;

class TestHistogramRange : public QObject {
    Q_OBJECT

    using Handle = HistogramRange::Handle;
    const ChartScale scale_{0, 10, false};

  private Q_SLOTS:
    void anEndStopsAtTheOtherAndAtTheLimits() {
        HistogramRange range;
        QVERIFY(!range.hasHandles());
        QVERIFY(!range.move(Handle::low, 1, scale_, 100));
        range.set(2, 8);
        range.setLimits(1, 9);
        QVERIFY(range.move(Handle::low, 3, scale_, 100));
        QVERIFY(!range.move(Handle::low, 8, scale_, 100));
        QVERIFY(!range.move(Handle::high, 2, scale_, 100));
        QVERIFY(range.move(Handle::high, 50, scale_, 100));
        QCOMPARE(range.at(Handle::high), 9.0);
        QVERIFY(range.move(Handle::low, -50, scale_, 100));
        QCOMPARE(range.at(Handle::low), 1.0);
        QVERIFY(!range.move(Handle::none, 5, scale_, 100));
        QVERIFY(!range.move(Handle::low, std::numeric_limits<double>::quiet_NaN(), scale_, 100));
    }

    void aLogAxisEndsAboveZero() {
        HistogramRange range;
        range.set(0.1, 1);
        QVERIFY(!range.move(Handle::low, 0, {0.01, 10, true}, 100));
        QCOMPARE(range.at(Handle::low), 0.1);
    }

    void anEditEndsOnce() {
        HistogramRange range;
        range.set(2, 8);
        QVERIFY(!range.finish());
        QVERIFY(range.move(Handle::low, 3, scale_, 100));
        QVERIFY(range.isEdited());
        QVERIFY(range.finish());
        QVERIFY(!range.isEdited());
        QVERIFY(!range.finish());
    }

    void oneEndAloneHasNoHandles() {
        HistogramRange range;
        range.set(2, std::nullopt);
        QVERIFY(!range.hasHandles());
        QVERIFY(range.contains(100));
        QVERIFY(!range.contains(1));
    }

    void theMouseTakesTheNearerHandle() {
        HistogramRange range;
        const HistogramLayout layout({320, 160}, scale_);
        QCOMPARE(layout.handleAt(range, layout.x(2)), Handle::none);
        range.set(2, 8);
        QCOMPARE(layout.handleAt(range, layout.x(2) + 3), Handle::low);
        QCOMPARE(layout.handleAt(range, layout.x(8) - 3), Handle::high);
        QCOMPARE(layout.handleAt(range, layout.x(5)), Handle::none);
        range.set(5, 5);  // one upon the other: the side decides
        QCOMPARE(layout.handleAt(range, layout.x(5) - 1), Handle::low);
        QCOMPARE(layout.handleAt(range, layout.x(5) + 1), Handle::high);
    }

    void barsStandOnTheAxis() {
        HistogramBars bars;
        bars.setBins({0, 5, 10}, {1, 4}, false);
        const HistogramLayout layout({320, 160}, scale_);
        const QRectF low = layout.bar(bars, bars.bars()[0]);
        const QRectF high = layout.bar(bars, bars.bars()[1]);
        QCOMPARE(high.height(), layout.area().height());
        QCOMPARE(low.height() * 4, high.height());
        QCOMPARE(low.bottom(), layout.area().bottom());
        QCOMPARE(layout.valueAt(layout.x(7)), 7.0);
    }
};

LATHE_TEST(TestHistogramRange)
#include "test_histogram_range.moc"
