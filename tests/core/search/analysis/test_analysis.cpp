// SPDX-License-Identifier: GPL-3.0-or-later
// What the analysis charts show, against the definitions.
#include <cmath>
#include <limits>
#include <set>

#include <rapidcheck.h>
#include <QTest>

#include "core/search/analysis/best_so_far.h"
#include "core/search/analysis/distribution_function.h"
#include "core/search/analysis/lanes.h"
#include "core/search/analysis/pareto_front.h"
#include "core/search/analysis/rank_shares.h"
#include "core/search/analysis/smooth_field.h"
#include "tests/test_program.h"

using namespace lathe::search;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

// Few distinct values, so that ties and duplicates happen; some that are not finite.
rc::Gen<double> objective() {
    return rc::gen::map(rc::gen::inRange(-8, 8), [](int i) {
        return i == 7 ? kNaN : i == 6 ? infinity : i == -8 ? -infinity : i / 2.0;
    });
}

Mode modeOf(bool minimize) {
    return minimize ? Mode::minimize : Mode::maximize;
}

}  // namespace

class TestAnalysis : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void best_so_far_is_the_best_of_each_prefix() {
        QVERIFY(rc::check([](bool minimize) {
            const auto values = *rc::gen::container<std::vector<double>>(objective());
            const auto best = best_so_far(values, modeOf(minimize));
            RC_ASSERT(best.size() == values.size());
            for (std::size_t i = 0; i < values.size(); ++i) {
                double expected = kNaN;
                for (std::size_t k = 0; k <= i; ++k) {
                    if (!std::isfinite(values[k])) continue;
                    if (std::isnan(expected)) expected = values[k];
                    expected = minimize ? std::min(expected, values[k]) : std::max(expected, values[k]);
                }
                RC_ASSERT(best[i] == expected || (std::isnan(best[i]) && std::isnan(expected)));
            }
        }));
    }

    void pareto_front_is_what_nothing_dominates() {
        QVERIFY(rc::check([](bool first, bool second) {
            const auto points =
                *rc::gen::container<std::vector<std::pair<double, double>>>(rc::gen::pair(objective(), objective()));
            const auto front = pareto_front(points, modeOf(first), modeOf(second));
            const auto loss = [](double v, bool minimize) { return minimize ? v : -v; };
            std::set<std::size_t> expected;
            for (std::size_t i = 0; i < points.size(); ++i) {
                bool dominated = !std::isfinite(points[i].first) || !std::isfinite(points[i].second);
                for (const auto& other : points) {
                    if (!std::isfinite(other.first) || !std::isfinite(other.second)) continue;
                    const double dx = loss(other.first, first) - loss(points[i].first, first);
                    const double dy = loss(other.second, second) - loss(points[i].second, second);
                    dominated = dominated || (dx <= 0 && dy <= 0 && (dx < 0 || dy < 0));
                }
                if (!dominated) expected.insert(i);
            }
            RC_ASSERT(std::set<std::size_t>(front.begin(), front.end()) == expected);
            RC_ASSERT(front.size() == expected.size());
            for (std::size_t i = 1; i < front.size(); ++i)
                RC_ASSERT(points[front[i - 1]].first <= points[front[i]].first);
        }));
    }

    void distribution_function_counts() {
        QVERIFY(rc::check([] {
            const auto values = *rc::gen::container<std::vector<double>>(objective());
            const auto function = distribution_function(values);
            int finite = 0;
            for (const double v : values) finite += std::isfinite(v) ? 1 : 0;
            RC_ASSERT(function.values.empty() == (finite == 0));
            for (std::size_t i = 0; i < function.values.size(); ++i) {
                int below = 0;
                for (const double v : values) below += std::isfinite(v) && v <= function.values[i] ? 1 : 0;
                RC_ASSERT(function.shares[i] == double(below) / finite);
                if (i > 0) RC_ASSERT(function.values[i] > function.values[i - 1]);
            }
            if (finite > 0) RC_ASSERT(function.shares.back() == 1.0);
        }));
    }

    void ranks_share_ties_and_follow_the_direction() {
        const std::vector<double> values{3, 1, kNaN, 1, 2, infinity};
        QCOMPARE(rank_shares(values, Mode::minimize), (std::vector<double>{0, 2.5 / 3, -1, 2.5 / 3, 1.0 / 3, -1}));
        QCOMPARE(rank_shares(values, Mode::maximize), (std::vector<double>{1, 0.5 / 3, -1, 0.5 / 3, 2.0 / 3, -1}));
        QCOMPARE(rank_shares(std::vector<double>{7}, Mode::minimize), std::vector<double>{1});
        QVERIFY(rank_shares({}, Mode::minimize).empty());
    }

    void lanes_never_overlap_and_are_as_few_as_can_be() {
        QVERIFY(rc::check([] {
            const auto pairs = *rc::gen::container<std::vector<std::pair<int, int>>>(
                rc::gen::pair(rc::gen::inRange(0, 20), rc::gen::inRange(1, 8)));
            std::vector<Interval> intervals;
            for (const auto& [start, length] : pairs) intervals.push_back({double(start), double(start + length)});
            const auto lane = lanes(intervals);
            int used = 0;
            int deepest = 0;
            for (std::size_t i = 0; i < intervals.size(); ++i) {
                used = std::max(used, lane[i] + 1);
                int at_once = 0;
                for (std::size_t k = 0; k < intervals.size(); ++k) {
                    const bool overlap =
                        intervals[k].start <= intervals[i].start && intervals[i].start < intervals[k].end;
                    at_once += overlap ? 1 : 0;
                    RC_ASSERT(i == k || !overlap || lane[i] != lane[k]);
                }
                deepest = std::max(deepest, at_once);
            }
            RC_ASSERT(used == deepest);
        }));
    }

    void a_smooth_field_stays_within_what_was_measured() {
        QVERIFY(rc::check([] {
            const auto unit = rc::gen::map(rc::gen::inRange(0, 101), [](int i) { return i / 100.0; });
            const auto given = *rc::gen::container<std::vector<std::tuple<double, double, double>>>(
                rc::gen::tuple(unit, unit, objective()));
            std::vector<FieldSample> samples;
            double low = infinity;
            double high = -infinity;
            for (const auto& [x, y, value] : given) {
                samples.push_back({x, y, value});
                if (!std::isfinite(value)) continue;
                low = std::min(low, value);
                high = std::max(high, value);
            }
            for (const double value : smooth_field(samples, 12, 9))
                RC_ASSERT(std::isnan(value) || (value >= low - 1e-9 && value <= high + 1e-9));
        }));
    }

    void a_smooth_field_follows_a_slope_and_is_blank_far_away() {
        std::vector<FieldSample> samples;
        for (int i = 0; i < 20; ++i)
            for (int k = 0; k < 20; ++k) samples.push_back({i / 40.0, k / 40.0, double(i)});
        const auto field = smooth_field(samples, 20, 20);
        const auto at = [&](int x, int y) { return field[std::size_t(y) * 20 + std::size_t(x)]; };
        QVERIFY(at(2, 5) < at(5, 5) && at(5, 5) < at(8, 5));
        QVERIFY(std::abs(at(5, 5) - 11) < 1);  // (5 + 0.5) / 20 lies at i = 11
        QVERIFY(std::isnan(at(19, 19)));
    }
};

LATHE_TEST(TestAnalysis)
#include "test_analysis.moc"
