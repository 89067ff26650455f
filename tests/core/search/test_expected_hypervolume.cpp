// SPDX-License-Identifier: GPL-3.0-or-later
// The expected improvement of the hypervolume, beside what sampling gives.
#include <cmath>

#include <QTest>

#include "core/base/random.h"
#include "core/search/tuners/expected_hypervolume.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

using Points = std::vector<std::vector<double>>;

// The share of [low, reference] that the points dominate, by a fixed lot of random places.
class Volume {
  public:
    Volume(std::vector<double> reference, double low) : reference_(std::move(reference)), low_(low) {
        Random random(3);
        for (int i = 0; i < 20'000; ++i) {
            auto& place = places_.emplace_back();
            for (const double end : reference_) place.push_back(random.uniform(low_, end));
        }
    }
    double improvement(const Points& front, const std::vector<double>& point) const {
        int gained = 0;
        for (const auto& place : places_) {
            const auto dominates_it = [&](const auto& one) {
                return std::ranges::equal(one, place, std::less_equal());
            };
            gained += dominates_it(point) && std::ranges::none_of(front, dominates_it) ? 1 : 0;
        }
        double whole = 1;
        for (const double end : reference_) whole *= end - low_;
        return whole * gained / static_cast<double>(places_.size());
    }

  private:
    std::vector<double> reference_;
    double low_;
    Points places_;
};

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
        const Volume counted(reference, -0.6);
        double sum = 0;
        constexpr int draws = 300;
        for (int i = 0; i < draws; ++i) {
            std::vector<double> drawn;
            for (const Normal& one : at) drawn.push_back(one.mean + one.deviation * random.normal());
            sum += counted.improvement(front, drawn) / draws;
        }
        const double exact = expected(volume, at);
        QVERIFY2(std::abs(exact - sum) < 0.15 * sum, (std::to_string(exact) + " " + std::to_string(sum)).c_str());
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
