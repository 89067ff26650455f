// SPDX-License-Identifier: GPL-3.0-or-later
// The expected improvement of the hypervolume, beside what sampling gives.
#include <algorithm>
#include <cmath>
#include <functional>

#include <QTest>

#include "core/base/random.h"
#include "core/search/tuners/expected_hypervolume.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

using Points = std::vector<std::vector<double>>;

// What a point adds to the volume of a front: its box up to the reference, times the share of random places in it that
// the front does not dominate.
double improvement(const Points& front, const std::vector<double>& reference, const std::vector<double>& point,
                   Random& random) {
    constexpr int places = 100;
    double box = 1;
    for (std::size_t k = 0; k < point.size(); ++k) box *= std::max(0.0, reference[k] - point[k]);
    int gained = 0;
    for (int i = 0; box > 0 && i < places; ++i) {
        std::vector<double> place;
        for (std::size_t k = 0; k < point.size(); ++k) place.push_back(random.uniform(point[k], reference[k]));
        const auto dominates_it = [&](const auto& one) { return std::ranges::equal(one, place, std::less_equal()); };
        gained += std::ranges::none_of(front, dominates_it) ? 1 : 0;
    }
    return box * gained / places;
}

double expected(const ExpectedHypervolume& volume, const std::vector<Normal>& at) {
    return std::exp(volume.log_improvement(at, {}));
}

}  // namespace

class TestExpectedHypervolume : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // Nearly certain predictions: the plain improvement, counted by hand.
    void certain_predictions_give_the_plain_improvement() {
        const ExpectedHypervolume volume({{1, 3}, {2, 2}, {3, 1}}, {4, 4});
        const auto at = [&](double a, double b) { return expected(volume, {{a, 1e-6}, {b, 1e-6}}); };
        QVERIFY(std::abs(at(1.5, 1.5) - 1.25) < 1e-4);  // 2.5 x 2.5 less the five quarters that are dominated
        QVERIFY(std::abs(at(0.5, 3.5) - 0.25) < 1e-4);
        QVERIFY(std::abs(at(0.0, 0.0) - 10) < 1e-4);  // 16 less 6
        QVERIFY(at(2.5, 2.5) < 1e-4);
        QCOMPARE(expected(ExpectedHypervolume({}, {4, 4}), {{3, 1e-9}, {2, 1e-9}}), 2.0);
    }

    void it_is_what_sampling_gives_data() {
        QTest::addColumn<int>("objectives");
        QTest::newRow("two") << 2;
        QTest::newRow("three") << 3;
        QTest::newRow("four") << 4;
    }
    void it_is_what_sampling_gives() {
        QFETCH(int, objectives);
        const auto count = static_cast<std::size_t>(objectives);
        Random random(7);
        Points front;
        // On a plane: none dominates another.
        for (int i = 0; i < 6; ++i) {
            auto& point = front.emplace_back();
            double sum = 0;
            for (std::size_t k = 0; k < count; ++k) sum += point.emplace_back(random.uniform(0.1, 1));
            for (double& x : point) x /= sum;
        }
        const std::vector<double> reference(count, 1.0);
        std::vector<Normal> at;
        for (std::size_t k = 0; k < count; ++k) at.push_back({0.2 + 0.1 * static_cast<double>(k), 0.15});
        const ExpectedHypervolume volume(front, reference);
        double sum = 0;
        constexpr int draws = 4000;
        for (int i = 0; i < draws; ++i) {
            std::vector<double> drawn;
            for (const Normal& one : at) drawn.push_back(one.mean + one.deviation * random.normal());
            sum += improvement(front, reference, drawn, random) / draws;
        }
        const double exact = expected(volume, at);
        QVERIFY2(std::abs(exact - sum) < 0.1 * sum, (std::to_string(exact) + " " + std::to_string(sum)).c_str());
    }

    void its_derivatives_are_those_of_small_differences() {
        const ExpectedHypervolume volume({{1, 3, 2}, {2, 2, 1}, {3, 1, 3}}, {4, 4, 4});
        const std::vector<Normal> at = {{1.5, 0.4}, {1.8, 0.3}, {2.2, 0.5}};
        std::vector<NormalSlopes> slopes(3);
        volume.log_improvement(at, slopes);
        for (std::size_t k = 0; k < 3; ++k) {
            const auto moved = [&](double mean, double deviation) {
                auto there = at;
                there[k].mean += mean;
                there[k].deviation += deviation;
                return volume.log_improvement(there, {});
            };
            QVERIFY(std::abs(slopes[k].by_mean - (moved(1e-6, 0) - moved(-1e-6, 0)) / 2e-6) < 1e-5);
            QVERIFY(std::abs(slopes[k].by_deviation - (moved(0, 1e-6) - moved(0, -1e-6)) / 2e-6) < 1e-5);
        }
    }

    void large_fronts_stay_affordable() {
        Random random(1);
        Points front;
        for (int i = 0; i < 400; ++i) {
            const double a = random.uniform();
            const double b = random.uniform(0, 1 - a);
            front.push_back({a, b, 1 - a - b, 0.5});
        }
        const ExpectedHypervolume volume(front, {1.1, 1.1, 1.1, 1.1});
        QVERIFY2(volume.boxes() < 20'000, std::to_string(volume.boxes()).c_str());
    }
};

LATHE_TEST(TestExpectedHypervolume)
#include "test_expected_hypervolume.moc"
