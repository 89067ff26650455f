// SPDX-License-Identifier: GPL-3.0-or-later
// A brush under the mouse: whatever is dragged, it stays on its axis.
#include <algorithm>

#include <QtTest>

#include <rapidcheck.h>

#include "parallel_sample.h"
#include "tests/test_program.h"
#include "widgets/charts/parallel_brush_drag.h"

using namespace lathe::gui;
using lathe::test::parallelSample;

class TestParallelBrushDrag : public QObject {
    Q_OBJECT

    using Part = ParallelBrushDrag::Part;
    ParallelModel model_;

  private Q_SLOTS:
    void init() {
        model_ = {};
        model_.setTable(parallelSample(11));
    }

    void aFreshOneSpansFromWhereItWasPressed() {
        const ParallelBrushDrag drag{Part::fresh, 0, 0.6, {}};
        const ParallelBrush brush = drag.at(model_, 0.2);
        QCOMPARE(brush.low, 0.2);
        QCOMPARE(brush.high, 0.6);
    }

    void moved() {
        const ParallelBrushDrag drag{Part::whole, 0, 0.3, {0.2, 0.4, 0}};
        QVERIFY(qFuzzyCompare(drag.at(model_, 0.5).low, 0.4));
        QVERIFY(qFuzzyCompare(drag.at(model_, 7).high, 1.0));
        QVERIFY(qFuzzyIsNull(drag.at(model_, -7).low));
        model_.toggleInverted(0);
        QVERIFY(qFuzzyIsNull(drag.at(model_, 0.5).low));
    }

    void anEdgeMovesWhileTheOtherStays() {
        const ParallelBrushDrag low{Part::lowEdge, 0, 0.2, {0.2, 0.4, 0}};
        QCOMPARE(low.at(model_, 0.1), (ParallelBrush{0.1, 0.4, 0}));
        QCOMPARE(low.at(model_, 0.9), (ParallelBrush{0.4, 0.9, 0}));  // beyond the other: they change places
        const ParallelBrushDrag high{Part::highEdge, 0, 0.4, {0.2, 0.4, 0}};
        QCOMPARE(high.at(model_, 0.5), (ParallelBrush{0.2, 0.5, 0}));
    }

    // A brush over values that are nowhere on the axis has no span to move.
    void aPlaceStays() {
        const ParallelBrush place{1, 0, ParallelBrush::bit(ParallelPlace::nan)};
        const ParallelBrushDrag drag{Part::whole, 0, 0.3, place};
        QCOMPARE(drag.at(model_, 0.9), place);
    }

    void staysOnItsAxis() {
        QVERIFY(rc::check([this] {
            const auto share = [] { return *rc::gen::inRange(0, 1001) / 1000.0; };
            const double a = share();
            const double b = share();
            const auto part = *rc::gen::element(Part::fresh, Part::whole, Part::lowEdge, Part::highEdge);
            const ParallelBrushDrag drag{part, 0, share(), {std::min(a, b), std::max(a, b), 0}};
            const ParallelBrush brush = drag.at(model_, 3 * share() - 1);
            if (!brush.hasSpan()) return;
            RC_ASSERT(brush.low >= -1e-12);
            RC_ASSERT(brush.high <= 1 + 1e-12);
        }));
    }
};

LATHE_TEST(TestParallelBrushDrag)
#include "test_parallel_brush_drag.moc"
