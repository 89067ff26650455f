// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QTest>

#include "core/search/hypervolume.h"
#include "core/search/pareto.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

class TestHypervolume : public QObject {
    Q_OBJECT

    using Order = std::vector<std::size_t>;

  private Q_SLOTS:
    // The middle alone dominates 0.6 x 0.6, an end 1.1 x 0.1. Then each end adds 0.5 x 0.1, the first of equals first.
    void the_middle_of_a_straight_front_comes_first() {
        QCOMPARE(hypervolume_order({{0, 100}, {5, 50}, {10, 0}}), (Order{1, 0, 2}));
        QVERIFY(hypervolume_order({}).empty());
    }

    // Two points side by side: once one is chosen the other adds nearly nothing.
    void what_is_dominated_already_is_not_counted_again() {
        QCOMPARE(hypervolume_order({{0, 1}, {0.4, 0.4}, {0.41, 0.39}, {1, 0}}), (Order{1, 0, 3, 2}));
        QCOMPARE(hypervolume_order({{1, 2}, {1, 2}, {0, 3}}).back(), std::size_t{1});
    }

    // Up to a far worst value the ends of a front count as much as its middle does.
    void the_ends_come_early_where_the_worst_is_far() {
        const std::vector<std::vector<double>> front = {{0, 1}, {0.3, 0.62}, {0.45, 0.45}, {0.62, 0.3}, {1, 0}};
        const auto order = hypervolume_order(front, {20, 20});
        QCOMPARE(order[0], std::size_t{2});
        QVERIFY((order[1] == 0 && order[2] == 4) || (order[1] == 4 && order[2] == 0));
        QVERIFY(hypervolume_order(front)[1] != 0 && hypervolume_order(front)[1] != 4);
    }

    void units_do_not_matter() {
        QCOMPARE(hypervolume_order({{0, 1e306}, {0.2, 0.5e306}, {1, 0}, {0.1, 0.7e306}}),
                 hypervolume_order({{0, 1}, {0.2, 0.5}, {1, 0}, {0.1, 0.7}}));
    }

    // The same front with a third objective in which all are equal.
    void three_objectives_are_counted() {
        const auto order = hypervolume_order({{0, 1, 7}, {0.4, 0.4, 7}, {0.41, 0.39, 7}, {1, 0, 7}});
        QVERIFY(order.front() == 1 || order.front() == 2);
        QVERIFY(order.back() == 1 || order.back() == 2);
    }

    void large_fronts_hold_each_point_once() {
        std::vector<std::vector<double>> front;
        for (int i = 0; i < 1000; ++i) front.push_back({i / 1000.0, 1 - i / 1000.0});
        auto order = hypervolume_order(front);
        std::ranges::sort(order);
        for (std::size_t i = 0; i < order.size(); ++i) QCOMPARE(order[i], i);
    }

    void losses_go_by_front_and_then_by_that_order() {
        const auto losses = front_losses({{0, 1}, {0.5, 0.5}, {1, 0}, {0.6, 0.6}, {std::nan(""), 0}});
        QCOMPARE(losses[1], 0.0);
        QVERIFY(losses[0] > 0 && losses[0] < 1 && losses[2] > 0 && losses[2] < 1);
        QCOMPARE(losses[3], 1.0);
        QVERIFY(std::isinf(losses[4]));
    }
};

LATHE_TEST(TestHypervolume)
#include "test_hypervolume.moc"
