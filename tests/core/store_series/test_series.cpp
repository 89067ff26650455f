// SPDX-License-Identifier: GPL-3.0-or-later
// The pyramid against brute force, and the sampled points against the pixels of all points.
#include <cmath>
#include <limits>
#include <map>

#include <QtTest>

#include <rapidcheck.h>

#include "core/store/series.h"
#include "tests/test_program.h"

using lathe::store::Series;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

// Mostly finite, now and then NaN or infinite; equal values are frequent, so that ties are met.
rc::Gen<double> any_y() {
    return rc::gen::weightedOneOf<double>({{20, rc::gen::map(rc::gen::inRange(-50, 50), [](int v) { return v / 4.0; })},
                                           {2, rc::gen::element(kNan, kInf, -kInf)},
                                           {1, rc::gen::element(1e300, -1e300, 0.0, -0.0)}});
}

Series any_series(std::size_t most) {
    const auto n = *rc::gen::inRange<std::size_t>(0, most);
    const auto ys = *rc::gen::container<std::vector<double>>(n, any_y());
    Series series;
    double x = 0;
    for (std::size_t i = 0; i < n; ++i) {
        x += (i * 7919) % 5;  // some points share their x
        series.append(x, ys[i]);
    }
    return series;
}

std::vector<double> even_edges(double low, double high, int columns) {
    std::vector<double> edges;
    for (int i = 0; i <= columns; ++i) edges.push_back(low + (high - low) * i / columns);
    return edges;
}

// What a painter covers in each column: the vertical extent of the unbroken pieces of line within it.
using Span = std::pair<double, double>;
std::map<int, std::vector<Span>> drawn(const Series& series, const std::vector<std::uint32_t>& indexes,
                                       const std::vector<double>& edges) {
    std::map<int, std::vector<Span>> columns;
    int last_column = -1;
    bool pen_down = false;
    for (const auto i : indexes) {
        const auto at = std::upper_bound(edges.begin(), edges.end(), series.x(i));
        const int column = static_cast<int>(at - edges.begin()) - 1;
        if (!std::isfinite(series.y(i))) {
            pen_down = false;
            continue;
        }
        if (column < 0 || column >= static_cast<int>(edges.size()) - 1) {
            pen_down = false;
            continue;
        }
        auto& spans = columns[column];
        if (!pen_down || column != last_column) spans.emplace_back(series.y(i), series.y(i));
        spans.back().first = std::min(spans.back().first, series.y(i));
        spans.back().second = std::max(spans.back().second, series.y(i));
        pen_down = true;
        last_column = column;
    }
    return columns;
}

}  // namespace

class TestSeries : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void extremesMatchBruteForce() {
        QVERIFY(rc::check("extremes", [] {
            const Series series = any_series(400);
            const auto begin = *rc::gen::inRange<std::size_t>(0, series.size() + 1);
            const auto end = *rc::gen::inRange<std::size_t>(begin, series.size() + 1);
            std::optional<Series::Extremes> expected;
            for (std::size_t i = begin; i < end; ++i) {
                if (!std::isfinite(series.y(i))) continue;
                if (!expected) expected = Series::Extremes{i, i};
                if (series.y(i) < series.y(expected->min)) expected->min = i;
                if (series.y(i) > series.y(expected->max)) expected->max = i;
            }
            const auto got = series.extremes(begin, end);
            RC_ASSERT(got.has_value() == expected.has_value());
            if (got) RC_ASSERT(got->min == expected->min && got->max == expected->max);
        }));
    }

    void everyFullBlockOfALongSeries() {
        Series series;
        for (int i = 0; i < 70000; ++i) series.append(i, std::sin(i * 0.01) + (i == 51234 ? 100 : 0));
        QCOMPARE(series.extremes(0, series.size())->max, std::size_t{51234});
        QVERIFY(series.y(series.extremes(0, 51234)->max) <= 1.0);
        QVERIFY(series.y(series.extremes(51235, 70000)->max) <= 1.0);
        QCOMPARE(series.extremes(51234, 51235)->min, std::size_t{51234});
        QVERIFY(!series.extremes(5, 5));
    }

    void sampleDrawsWhatAllPointsDraw() {
        QVERIFY(rc::check("m4", [] {
            const Series series = any_series(600);
            const double last = series.empty() ? 1 : series.x(series.size() - 1);
            const double low = *rc::gen::inRange(-5, 400);
            const double high = low + *rc::gen::inRange(1, static_cast<int>(last) + 20);
            const auto edges = even_edges(low, high, *rc::gen::inRange(1, 40));
            std::vector<std::uint32_t> sampled;
            series.sample(edges, sampled);
            std::vector<std::uint32_t> all;
            for (std::uint32_t i = 0; i < series.size(); ++i) all.push_back(i);
            RC_ASSERT(std::is_sorted(sampled.begin(), sampled.end()));
            RC_ASSERT(std::adjacent_find(sampled.begin(), sampled.end()) == sampled.end());
            RC_ASSERT(drawn(series, sampled, edges) == drawn(series, all, edges));
        }));
    }

    void lineBetweenColumnsJoinsTheSamePoints() {
        QVERIFY(rc::check("joins", [] {
            const Series series = any_series(600);
            const double last = series.empty() ? 1 : series.x(series.size() - 1);
            const auto edges = even_edges(0, last + 1, 25);
            std::vector<std::uint32_t> sampled;
            series.sample(edges, sampled);
            const auto column = [&](std::size_t i) {
                return std::upper_bound(edges.begin(), edges.end(), series.x(i)) - edges.begin();
            };
            // Every pair of neighbours in different columns is still a pair of neighbours.
            std::size_t found = 0;
            std::size_t expected = 0;
            for (std::size_t i = 0; i + 1 < series.size(); ++i) {
                if (column(i) == column(i + 1) || !std::isfinite(series.y(i)) || !std::isfinite(series.y(i + 1)))
                    continue;
                ++expected;
                const auto at = std::lower_bound(sampled.begin(), sampled.end(), i);
                if (at != sampled.end() && *at == i && at + 1 != sampled.end() && at[1] == i + 1) ++found;
            }
            RC_ASSERT(found == expected);
        }));
    }

    void neighboursOutsideThePictureAreKept() {
        Series series;
        for (int i = 0; i < 100; ++i) series.append(i, i);
        std::vector<std::uint32_t> sampled;
        series.sample(std::vector<double>{40.5, 40.6}, sampled);
        QCOMPARE(sampled, (std::vector<std::uint32_t>{40, 41}));
        sampled.clear();
        series.sample(std::vector<double>{200, 300}, sampled);
        QCOMPARE(sampled, (std::vector<std::uint32_t>{99}));
    }

    void pointsPerColumnAreBounded() {
        Series series;
        for (int i = 0; i < 100000; ++i) series.append(i, std::sin(i * 12.9898) * 43758.5453);
        std::vector<std::uint32_t> sampled;
        series.sample(even_edges(0, 100000, 300), sampled);
        QVERIFY(sampled.size() <= 4 * 300);
    }

    void nonFiniteAreCountedByRange() {
        Series series;
        for (int i = 0; i < 50; ++i) series.append(i, i % 10 == 3 ? kNan : i == 25 ? kInf : i);
        QCOMPARE(series.non_finite().size(), std::size_t{6});
        QCOMPARE(series.non_finite(4, 24).size(), std::size_t{2});
        QCOMPARE(series.non_finite(25, 26).size(), std::size_t{1});
        QCOMPARE(series.extremes(3, 4).has_value(), false);
    }
};

LATHE_TEST(TestSeries)
#include "test_series.moc"
