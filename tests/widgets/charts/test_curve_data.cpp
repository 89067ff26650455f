// SPDX-License-Identifier: GPL-3.0-or-later
// Smoothing against numbers worked out by hand; series against what was recorded.
#include <cmath>
#include <limits>

#include <QtTest>

#include <rapidcheck.h>

#include "tests/test_program.h"
#include "widgets/charts/curve_data.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

std::vector<store::ScalarPoint> atSteps(const std::vector<double>& values, std::int64_t first = 0) {
    std::vector<store::ScalarPoint> points;
    for (const double v : values) points.push_back({first++, 1000.0 + static_cast<double>(first), v});
    return points;
}

}  // namespace

class TestCurveData : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void smoothingByHand() {
        // w = 0.5: last = 0.5, 1.25, 0.625; divided by 0.5, 0.75, 0.875.
        const auto got = smoothed(std::vector<double>{1, 2, 0}, 0.5);
        QCOMPARE(got[0], 1.0);
        QVERIFY(std::abs(got[1] - 1.25 / 0.75) < 1e-15);
        QVERIFY(std::abs(got[2] - 0.625 / 0.875) < 1e-15);
    }

    void smoothingPassesNonFiniteThrough() {
        const auto got = smoothed(std::vector<double>{1, qQNaN(), 2, qInf(), 0, -qInf()}, 0.5);
        QVERIFY(std::isnan(got[1]));
        QVERIFY(std::abs(got[2] - 1.25 / 0.75) < 1e-15);
        QCOMPARE(got[3], qInf());
        QVERIFY(std::abs(got[4] - 0.625 / 0.875) < 1e-15);
        QCOMPARE(got[5], -qInf());
    }

    void smoothingEnds() {
        const std::vector<double> ys{3, 1, 4, 1, 5};
        QCOMPARE(smoothed(ys, 0), ys);
        QCOMPARE(smoothed(ys, 1), (std::vector<double>{0, 0, 0, 0, 0}));
        const std::vector<double> constant(7, 0.1);
        QCOMPARE(smoothed(constant, 0.97), constant);
        QCOMPARE(smoothed(constant, 1), constant);
        QVERIFY(smoothed(std::vector<double>{}, 0.5).empty());
        QVERIFY(std::isnan(smoothed(std::vector<double>{qQNaN()}, 0.5).front()));
    }

    void liveSmoothingEqualsSmoothingAtOnce() {
        QVERIFY(rc::check("incremental", [] {
            const auto ys = *rc::gen::container<std::vector<double>>(
                rc::gen::weightedElement<double>({{6, 0.1}, {2, 2.5}, {2, -3.0}, {1, qQNaN()}, {1, qInf()}}));
            const double weight = *rc::gen::element(0.0, 0.5, 0.9, 0.999, 1.0);
            CurveData data;
            const CurveSettings settings{CurveX::step, weight, false};
            std::size_t at = 0;
            while (at < ys.size()) {
                const auto n = std::min<std::size_t>(*rc::gen::inRange<std::size_t>(1, 6), ys.size() - at);
                const std::vector<double> part(ys.begin() + static_cast<std::ptrdiff_t>(at),
                                               ys.begin() + static_cast<std::ptrdiff_t>(at + n));
                data.add(1, "loss", atSteps(part, static_cast<std::int64_t>(at)));
                data.curve(1, "loss", settings);
                at += n;
            }
            const auto expected = smoothed(ys, weight);
            if (ys.empty()) return;
            const Curve* curve = data.curve(1, "loss", settings);
            RC_ASSERT(curve->smooth().size() == ys.size());
            for (std::size_t i = 0; i < ys.size(); ++i) {
                RC_ASSERT(same(curve->smooth().y(i), expected[i]));
                RC_ASSERT(same(curve->raw().y(i), ys[i]));
            }
        }));
    }

    void stepsThatGoBackAreSortedAndNoneIsLost() {
        CurveData data;
        data.add(0, "loss", {{0, 1, 10}, {10, 2, 11}, {20, 3, 12}});
        const CurveSettings settings{CurveX::step, 0, false};
        data.curve(0, "loss", settings);
        data.add(0, "loss", {{10, 5, 21}, {20, 6, 22}, {30, 7, 23}});  // resumed from a checkpoint
        const Curve* curve = data.curve(0, "loss", settings);
        QCOMPARE(std::vector<double>(curve->raw().xs().begin(), curve->raw().xs().end()),
                 (std::vector<double>{0, 10, 10, 20, 20, 30}));
        QCOMPARE(std::vector<double>(curve->raw().ys().begin(), curve->raw().ys().end()),
                 (std::vector<double>{10, 11, 21, 12, 22, 23}));
        QCOMPARE(curve->recorded(2), 21.0);
        const Curve* byTime = data.curve(0, "loss", {CurveX::wall, 0, false});
        QCOMPARE(byTime->raw().y(3), 21.0);
    }

    // A trial that goes on from its checkpoint records anew what came after it.
    void whatIsRecordedAnewReplacesWhatWasThere() {
        CurveData data;
        const CurveSettings settings{CurveX::step, 0, false};
        const auto ys = [&] {
            const auto all = data.curve(0, "loss", settings)->raw().ys();
            return std::vector<double>(all.begin(), all.end());
        };
        data.add(0, "loss", {{0, 1, 10}, {10, 2, 11}, {20, 3, 12}});
        data.add(0, "other", {{0, 1, 1}, {10, 2, 2}});
        QCOMPARE(ys(), (std::vector<double>{10, 11, 12}));
        data.restart(0);
        data.restart(7);                     // nobody knows it
        data.add(0, "loss", {{30, 4, 13}});  // was still under way
        QCOMPARE(ys(), (std::vector<double>{10, 11, 12, 13}));
        data.add(0, "loss", {{10, 5, 21}, {20, 6, 22}});
        QCOMPARE(ys(), (std::vector<double>{10, 21, 22}));
        data.add(0, "loss", {{30, 7, 23}});
        QCOMPARE(ys(), (std::vector<double>{10, 21, 22, 23}));
        data.add(0, "loss", {{15, 8, 9}});  // steps of a program may go back by themselves
        QCOMPARE(ys(), (std::vector<double>{10, 21, 9, 22, 23}));
        QCOMPARE(data.curve(0, "other", settings)->raw().size(), std::size_t{2});
    }

    // Of four epochs the best is where it was recorded.
    void shortCurvesAreNotSmoothed() {
        CurveData data;
        CurveSettings settings{CurveX::step, 0.6, false};
        settings.smoothFrom = 5;
        std::vector<double> ys;
        for (int i = 0; i < 8; ++i) {
            ys.push_back(i % 2 == 0 ? 1 : 3);
            data.add(1, "loss", atSteps({ys.back()}, i));
            const Curve* curve = data.curve(1, "loss", settings);
            const bool isLong = ys.size() >= 5;
            QCOMPARE(curve->isSmoothed(), isLong);
            const auto expected = isLong ? smoothed(ys, 0.6) : ys;
            for (std::size_t k = 0; k < ys.size(); ++k) QVERIFY(same(curve->smooth().y(k), expected[k]));
        }
        settings.smoothFrom = 0;
        CurveData other;
        other.add(1, "loss", atSteps({1, 3}));
        QVERIFY(other.curve(1, "loss", settings)->isSmoothed());
        settings.smoothing = 0;
        QVERIFY(!other.curve(1, "loss", settings)->isSmoothed());
    }

    void relativeTimeStartsWithTheRun() {
        CurveData data;
        const CurveSettings settings{CurveX::relative, 0, false};
        data.add(0, "val_loss", {{5, 1010, 1}});
        QCOMPARE(data.curve(0, "val_loss", settings)->raw().x(0), 0.0);
        data.add(0, "train_loss", {{0, 1000, 1}});
        QCOMPARE(data.curve(0, "val_loss", settings)->raw().x(0), 10.0);
    }

    void epochsBetweenAndBeyondWhatWasRecorded() {
        EpochScale scale;
        QVERIFY(std::isnan(scale.at(3)));
        scale.add({0, 0, 0});
        QCOMPARE(scale.at(50), 0.0);
        QVERIFY(!scale.add({50, 0, 0}));
        QVERIFY(scale.add({100, 0, 1}));
        QCOMPARE(scale.at(50), 0.5);
        QCOMPARE(scale.at(150), 1.5);
        scale.add({300, 0, 2});
        QCOMPARE(scale.at(200), 1.5);
        QCOMPARE(scale.at(100), 1.0);
        QVERIFY(!scale.add({400, 0, qQNaN()}));
    }

    void withoutEpochsThereIsNothingToDraw() {
        CurveData data;
        data.add(0, "loss", atSteps({1, 2}));
        QVERIFY(data.curve(0, "loss", {CurveX::epoch, 0, false})->raw().empty());
        data.add(0, "epoch", atSteps({0, 1}));
        QCOMPARE(data.curve(0, "loss", {CurveX::epoch, 0, false})->raw().size(), std::size_t{2});
    }

    void logAxisLeavesOutWhatItCannotShow() {
        CurveData data;
        data.add(0, "loss", atSteps({1, 0, -2, 4}));
        const Curve* curve = data.curve(0, "loss", {CurveX::step, 0, true});
        QCOMPARE(curve->raw().non_finite().size(), std::size_t{2});
        QCOMPARE(curve->recorded(2), -2.0);
    }

    void quantilesByHand() {
        std::vector<double> values{5, qQNaN(), 1, 2, 4, 3, qInf()};
        const auto [low, high] = quantiles(values, 0.05, 0.95);
        QVERIFY(std::abs(low - 1.2) < 1e-12);
        QVERIFY(std::abs(high - 4.8) < 1e-12);
        std::vector<double> nothing{qQNaN()};
        QVERIFY(std::isnan(quantiles(nothing, 0.05, 0.95).first));
        std::vector<double> one{7};
        QCOMPARE(quantiles(one, 0.05, 0.95), (std::pair<double, double>{7, 7}));
    }
};

LATHE_TEST(TestCurveData)
#include "test_curve_data.moc"
