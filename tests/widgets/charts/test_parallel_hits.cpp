// SPDX-License-Identifier: GPL-3.0-or-later
// What is under the mouse in parallel coordinates, and where the axes stand.
#include <cmath>

#include <QtTest>

#include "parallel_sample.h"
#include "tests/test_program.h"
#include "widgets/charts/parallel_hits.h"

using namespace lathe::gui;
using lathe::test::parallelSample;

class TestParallelHits : public QObject {
    Q_OBJECT

    ParallelModel model_;

    ParallelHits hits(const QSize& size = {600, 300}) { return {model_, ParallelLayout::of(model_, size, QFont())}; }

  private Q_SLOTS:
    void init() {
        model_ = {};
        model_.setTable(parallelSample(3));
    }

    void axesStandApartAndInside() {
        const ParallelLayout layout = hits().layout();
        QCOMPARE(layout.x.size(), std::size_t{3});
        QVERIFY(layout.x.front() > 0 && layout.x.back() < 600 - ParallelLayout::labelRoom + 1);
        QCOMPARE(layout.y(1), layout.top);
        QCOMPARE(layout.y(0), layout.bottom);
        QVERIFY(std::abs(layout.heightAt(layout.y(0.25)) - 0.25) < 1e-12);
        QCOMPARE(layout.titleRows, 1);
        model_.setTable({});
        QVERIFY(hits().layout().x.empty());
        QCOMPARE(hits().axis({10, 100}), -1);
        QCOMPARE(hits().title({10, 2}), -1);
    }

    void titlesThatDoNotFitStandInTwoRows() {
        ParallelTable table = parallelSample(3);
        table.axes[1].name = "a name that is far too long for the gap between two axes of a picture of this size";
        model_.setTable(table);
        const ParallelHits under = hits();
        QCOMPARE(under.layout().titleRows, 2);
        const double x = under.layout().x[1];
        QCOMPARE(under.title({x, under.layout().lineHeight + 14}), 1);
        QVERIFY(under.title({x, 4}) != 1);  // the upper row is of the first and the third
    }

    void titlesAxesAndLines() {
        const ParallelHits under = hits();
        const std::vector<double>& x = under.layout().x;
        QCOMPARE(under.title({x[2] - 5, 4}), 2);
        QCOMPARE(under.title({x[2], under.layout().bottom}), -1);
        QCOMPARE(under.axis({x[1] + 11, 150}), 1);
        QCOMPARE(under.axis({x[1] + 12, 150}), -1);
        // Run 1 goes from the middle of x to word b, which stands at three quarters.
        const QPointF onLine(x[0] + (x[1] - x[0]) / 4, under.layout().y(0.5625));
        QCOMPARE(under.row(onLine), std::optional<std::size_t>(1));
        QVERIFY(!under.row({x[0] - 20, under.layout().y(0.5)}));
        model_.setBrushes(0, {{0, 0.1, 0}});
        QVERIFY(!hits().row(onLine));  // it does not pass
    }

    void partsOfABrush() {
        using Part = ParallelBrushDrag::Part;
        model_.setBrushes(0, {{0.2, 0.6, 0}, {0.8, 0.82, 0}});
        const ParallelHits under = hits();
        const auto at = [&](double height) { return under.brush(0, under.layout().y(height)); };
        QCOMPARE(at(0.2).part, Part::lowEdge);
        QCOMPARE(at(0.6).part, Part::highEdge);
        QCOMPARE(at(0.4).part, Part::whole);
        QCOMPARE(at(0.4).index, 0);
        QCOMPARE(at(0.81).index, 1);
        QCOMPARE(at(0.81).part, Part::whole);  // too small to have edges
        QCOMPARE(at(0.7).index, -1);
    }
};

LATHE_WINDOW_TEST(TestParallelHits)
#include "test_parallel_hits.moc"
