#include <cmath>

#include <QTest>

#include "core/search/hypervolume.h"
#include "core/search/pareto.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

class TestHypervolume : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // Scaled to [0, 1]: (0, 1), (0.5, 0.5), (1, 0); the reference is (1.1, 1.1).
    void two_objectives_are_rectangles() {
        const auto out = hypervolume_contributions({{0, 100}, {5, 50}, {10, 0}});
        QVERIFY(std::abs(out[0] - 0.5 * 0.1) < 1e-12);
        QVERIFY(std::abs(out[1] - 0.5 * 0.5) < 1e-12);
        QVERIFY(std::abs(out[2] - 0.1 * 0.5) < 1e-12);
    }

    void a_repeated_point_adds_nothing_and_its_unit_does_not_matter() {
        QCOMPARE(hypervolume_contributions({{1, 2}, {1, 2}})[1], 0.0);
        QCOMPARE(hypervolume_contributions({{0, 1}, {0.5, 0.5}, {1, 0}}),
                 hypervolume_contributions({{0, 1e6}, {0.5, 0.5e6}, {1, 0}}));
        QVERIFY(hypervolume_contributions({}).empty());
    }

    // The same front with a third objective in which all are equal: shares of the same volume.
    void three_objectives_are_estimated() {
        const auto out = hypervolume_contributions({{0, 1, 7}, {0.5, 0.5, 7}, {1, 0, 7}});
        const double volume = 1.1 * 1.1;
        QVERIFY(std::abs(out[1] - 0.25 / volume) < 0.03);
        QVERIFY(std::abs(out[0] - 0.05 / volume) < 0.02);
    }

    void losses_go_by_front_and_then_by_what_a_point_adds() {
        const auto losses = front_losses({{0, 1}, {0.5, 0.5}, {1, 0}, {0.6, 0.6}, {std::nan(""), 0}});
        QCOMPARE(losses[1], 0.0);
        QVERIFY(losses[0] > 0 && losses[0] < 1 && losses[2] > 0 && losses[2] < 1);
        QCOMPARE(losses[3], 1.0);
        QVERIFY(std::isinf(losses[4]));
    }
};

LATHE_TEST(TestHypervolume)
#include "test_hypervolume.moc"
