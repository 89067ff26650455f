// SPDX-License-Identifier: GPL-3.0-or-later
// Mean and spread of groups of curves.
#include <cmath>
#include <limits>

#include <QtTest>

#include <rapidcheck.h>

#include "tests/test_program.h"
#include "widgets/charts/curve_groups.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

store::Series seriesOf(const std::vector<std::pair<double, double>>& points) {
    store::Series series;
    for (const auto& [x, y] : points) series.append(x, y);
    return series;
}

GroupCurve groupOf(const std::vector<store::Series>& curves, std::size_t most = 2048) {
    std::vector<const store::Series*> pointers;
    for (const auto& curve : curves) pointers.push_back(&curve);
    return groupCurve(pointers, most);
}

}  // namespace

class TestCurveGroups : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void meanAndDeviationByHand() {
        const GroupCurve group =
            groupOf({seriesOf({{0, 1}, {10, 1}}), seriesOf({{0, 2}, {10, 4}}), seriesOf({{0, 3}})});
        QCOMPARE(group.mean.size(), std::size_t{2});
        QCOMPARE(group.mean.y(0), 2.0);
        QCOMPARE(group.low.y(0), 1.0);  // the deviation of 1, 2, 3 is 1
        QCOMPARE(group.high.y(0), 3.0);
        QCOMPARE(group.members, (std::vector<int>{3, 2}));
        QCOMPARE(group.mean.y(1), 2.5);
        QCOMPARE(group.low.y(1), 1.0);  // 2.5 - 2.12, but no curve is below 1
        QCOMPARE(group.high.y(1), 4.0);
    }

    void curvesAreLinearBetweenTheirPointsAndAbsentOutside() {
        const GroupCurve group = groupOf({seriesOf({{0, 0}, {4, 4}}), seriesOf({{1, 10}, {2, 10}})});
        QCOMPARE(group.mean.size(), std::size_t{4});
        QCOMPARE(group.mean.y(0), 0.0);
        QCOMPARE(group.mean.y(1), 5.5);
        QCOMPARE(group.mean.y(2), 6.0);
        QCOMPARE(group.members, (std::vector<int>{1, 2, 2, 1}));
    }

    void aGapIsNotBridged() {
        const GroupCurve group = groupOf({seriesOf({{0, 1}, {2, qQNaN()}, {4, 1}}), seriesOf({{1, 3}, {3, 3}})});
        QCOMPARE(group.members, (std::vector<int>{1, 1, 1, 1, 1}));
        QCOMPARE(group.mean.y(1), 3.0);
        QCOMPARE(group.mean.y(4), 1.0);
        const GroupCurve nothing = groupOf({seriesOf({{0, qQNaN()}})});
        QVERIFY(std::isnan(nothing.mean.y(0)));
        QCOMPARE(groupOf({}).mean.size(), std::size_t{0});
    }

    void theBandHoldsTheMeanAndStaysWithinTheCurves() {
        QVERIFY(rc::check([] {
            const auto lengths = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 30));
            std::vector<store::Series> curves;
            double low = INFINITY;
            double high = -INFINITY;
            for (const int length : lengths) {
                store::Series series;
                for (int i = 0; i < length; ++i) {
                    const double y = *rc::gen::inRange(-50, 51);
                    low = std::min(low, y);
                    high = std::max(high, y);
                    series.append(i * (1 + length % 3), y);
                }
                curves.push_back(std::move(series));
            }
            const std::size_t most = 16;
            const GroupCurve group = groupOf(curves, most);
            RC_ASSERT(group.mean.size() <= most);
            for (std::size_t i = 0; i < group.mean.size(); ++i) {
                if (group.members[i] == 0) continue;
                RC_ASSERT(group.low.y(i) <= group.mean.y(i) + 1e-9 && group.mean.y(i) <= group.high.y(i) + 1e-9);
                RC_ASSERT(group.low.y(i) >= low - 1e-9 && group.high.y(i) <= high + 1e-9);
            }
        }));
    }

    void groupsByParameterWhereValuesRepeat() {
        ParallelTable table;
        table.axes = {{"lr", ParallelAxis::log, {}, false},
                      {"opt", ParallelAxis::categorical, {"Adam", "SGD"}, false},
                      {"seed", ParallelAxis::numeric, {}, false},
                      {"loss", ParallelAxis::numeric, {}, true}};
        for (int i = 0; i < 20; ++i)
            table.rows.push_back({i,
                                  {ParallelCell::ofNumber(i * 0.1), ParallelCell::ofCategory(i % 2),
                                   ParallelCell::ofNumber(i % 5), ParallelCell::ofNumber(1)}});
        const auto groupings = groupingsOf(table);
        QCOMPARE(groupings.size(), std::size_t{2});  // each lr is there once only, and the metric is no parameter
        QCOMPARE(groupings[0].name, QString("opt"));
        QCOMPARE(groupings[0].groupOf.at(3), QString("SGD"));
        QCOMPARE(groupings[1].groupOf.at(7), QString("2"));
    }
};

LATHE_TEST(TestCurveGroups)
#include "test_curve_groups.moc"
