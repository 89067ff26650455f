// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include <QTest>

#include "core/space/choice_values.h"
#include "core/space/enumeration.h"
#include "core/space/normal.h"
#include "tests/core/space/helpers.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::space;

namespace {

std::vector<double> reachable_values(const std::string& json) {
    std::vector<double> out;
    for (const auto& one : distribution_of(json).reachable(1000)) out.push_back(one.value.as_number());
    return out;
}

// Largest distance between the empirical CDF of samples and an analytic one (Kolmogorov-Smirnov).
double ks_distance(const Distribution& d, const std::function<double(double)>& cdf) {
    Random random(7);
    std::vector<double> xs;
    for (int i = 0; i < 20000; ++i) xs.push_back(d.sample(random).as_number());
    std::ranges::sort(xs);
    double worst = 0;
    for (std::size_t i = 0; i < xs.size(); ++i) {
        const double expected = cdf(xs[i]);
        worst = std::max({worst, std::abs(expected - static_cast<double>(i) / 20000),
                          std::abs(expected - static_cast<double>(i + 1) / 20000)});
    }
    return worst;
}

// 1 % level of the Kolmogorov-Smirnov test for 20,000 samples: 1.63 / sqrt(n).
constexpr double ks_limit = 0.0116;

}  // namespace

class TestDistribution : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void equal_values_of_a_choice_are_the_first_of_them() {
        const auto d = distribution_of(
            R"({"_type": "choice", "_value": [1, "1", 1.0, {"a": 1, "b": 2}, true, {"b": 2, "a": 1}, [1], null, null]})");
        QCOMPARE(space::first_equal_branches(d), (std::vector<std::size_t>{0, 1, 0, 3, 4, 3, 6, 7, 7}));
    }

    void a_hundred_thousand_values_are_looked_at_once() {
        space::Distribution d{space::Kind::choice, 0, 1, 0, {}};
        for (int i = 0; i < 100'000; ++i) d.branches.push_back({config::Value("value " + std::to_string(i)), {}, {}});
        QCOMPARE(space::distinct_branches(d).size(), std::size_t{100'000});
        QVERIFY(d.reachable(12).empty());
    }

    void multiples_of_q_are_not_anchored_at_low() {
        QCOMPARE(reachable_values(R"({"_type": "quniform", "_value": [2, 10, 5]})"), (std::vector<double>{2, 5, 10}));
        const auto values = reachable_values(R"({"_type": "quniform", "_value": [0.2, 0.8, 0.3]})");
        QCOMPARE(values.size(), std::size_t{3});
        QVERIFY(std::abs(values[0] - 0.3) < 1e-12 && std::abs(values[1] - 0.6) < 1e-12 && values[2] == 0.8);
    }

    void rounding_is_half_to_even() {
        // 2.5 / 5 rounds to 0 and is clipped to 2.5, but only from that one point: it has no probability.
        QCOMPARE(reachable_values(R"({"_type": "quniform", "_value": [2.5, 10, 5]})"), (std::vector<double>{5, 10}));
        QCOMPARE(reachable_values(R"({"_type": "quniform", "_value": [0, 12.5, 5]})"), (std::vector<double>{0, 5, 10}));
        const Distribution d = distribution_of(R"({"_type": "quniform", "_value": [0, 10, 4]})");
        QCOMPARE(d.from_unit(0.2).as_float(), 0.0);  // 2 -> 0.5 steps -> 0
        QCOMPARE(d.from_unit(0.6).as_float(), 8.0);  // 6 -> 1.5 steps -> 2
        QCOMPARE(d.from_unit(1.0).as_float(), 8.0);  // 10 -> 2.5 steps -> 2
    }

    void end_values_have_half_the_probability() {
        const auto values = distribution_of(R"({"_type": "quniform", "_value": [0, 10, 5]})").reachable(10);
        QCOMPARE(values.size(), std::size_t{3});
        QCOMPARE(values[0].probability, 0.25);
        QCOMPARE(values[1].probability, 0.5);
        QCOMPARE(values[2].probability, 0.25);
    }

    void probabilities_add_up_to_one_and_match_samples() {
        for (const char* json :
             {R"({"_type": "qloguniform", "_value": [1, 100, 7]})", R"({"_type": "randint", "_value": [-3, 4]})",
              R"({"_type": "choice", "_value": ["a", "b", "a"]})",
              R"({"_type": "quniform", "_value": [0.2, 0.8, 0.3]})"}) {
            const Distribution d = distribution_of(json);
            const auto reachable = d.reachable(1000);
            std::vector<int> hits(reachable.size());
            Random random(3);
            for (int i = 0; i < 40000; ++i) {
                const auto value = d.sample(random);
                const auto at = std::ranges::find(reachable, value, &Distribution::Reachable::value);
                QVERIFY2(at != reachable.end(), json);
                ++hits[static_cast<std::size_t>(at - reachable.begin())];
            }
            double sum = 0;
            for (std::size_t i = 0; i < reachable.size(); ++i) {
                sum += reachable[i].probability;
                QVERIFY2(std::abs(hits[i] / 40000.0 - reachable[i].probability) < 0.012, json);
            }
            QVERIFY(std::abs(sum - 1) < 1e-12);
        }
    }

    void too_many_or_endless_values_are_not_listed() {
        QVERIFY(distribution_of(R"({"_type": "randint", "_value": [0, 11]})").reachable(10).empty());
        QVERIFY(distribution_of(R"({"_type": "uniform", "_value": [0, 1]})").reachable(10).empty());
        QVERIFY(distribution_of(R"({"_type": "qnormal", "_value": [0, 1, 1]})").reachable(10).empty());
    }

    void randint_leaves_out_its_high_end() {
        const Distribution d = distribution_of(R"({"_type": "randint", "_value": [3, 5]})");
        Random random(1);
        std::set<std::int64_t> seen;
        for (int i = 0; i < 100; ++i) seen.insert(d.sample(random).as_int());
        QCOMPARE(seen, (std::set<std::int64_t>{3, 4}));
        QVERIFY(d.contains(4) && d.contains(4.0) && !d.contains(5) && !d.contains(3.5));
    }

    void samples_follow_the_analytic_distributions() {
        const auto phi = [](double mu, double sigma) {
            return [=](double x) { return 0.5 * std::erfc(-(x - mu) / sigma / std::numbers::sqrt2); };
        };
        QVERIFY(ks_distance(distribution_of(R"({"_type": "uniform", "_value": [-2, 6]})"),
                            [](double x) { return (x + 2) / 8; }) < ks_limit);
        QVERIFY(ks_distance(distribution_of(R"({"_type": "loguniform", "_value": [1e-5, 1]})"),
                            [](double x) { return std::log(x / 1e-5) / std::log(1e5); }) < ks_limit);
        QVERIFY(ks_distance(distribution_of(R"({"_type": "normal", "_value": [3, 2]})"), phi(3, 2)) < ks_limit);
        QVERIFY(ks_distance(distribution_of(R"({"_type": "lognormal", "_value": [1, 0.5]})"),
                            [&](double x) { return phi(1, 0.5)(std::log(x)); }) < ks_limit);
    }

    void quantised_normals_give_multiples() {
        for (const char* json :
             {R"({"_type": "qnormal", "_value": [0, 10, 0.5]})", R"({"_type": "qlognormal", "_value": [1, 1, 0.5]})"}) {
            const Distribution d = distribution_of(json);
            Random random(5);
            for (int i = 0; i < 200; ++i) {
                const double x = d.sample(random).as_float();
                QCOMPARE(x * 2, std::round(x * 2));
                QVERIFY(!std::signbit(x) || x != 0);
                QVERIFY(d.contains(x));
            }
        }
    }

    void bounds_and_unit_round_trips() {
        QVERIFY(rc::check("values from the unit interval lie inside and come back to themselves", [] {
            const auto low = *rc::gen::inRange(-1000, 1000);
            const auto width = *rc::gen::inRange(1, 1000);
            const auto step = *rc::gen::inRange(1, 300);
            const auto kind = *rc::gen::element("uniform", "quniform", "loguniform", "qloguniform", "randint");
            const bool log = std::string(kind).find("log") != std::string::npos;
            const bool q = kind[0] == 'q';
            const double a = log ? std::abs(low) + 1 : low;
            const config::Value values = q ? config::List{a, a + width, step / 10.0} : config::List{a, a + width};
            const auto space = Space::parse(config::Dict{{"x", config::Dict{{"_type", kind}, {"_value", values}}}});
            RC_ASSERT(space.has_value());
            const Distribution& d = space->parameters().front().distribution;
            const double u = *rc::gen::inRange(0, 1000001) / 1e6;
            const config::Value v = d.from_unit(u);
            RC_ASSERT(v.as_number() >= a && v.as_number() <= a + width);
            RC_ASSERT(d.contains(v));
            const config::Value again = d.from_unit(d.to_unit(v));
            RC_ASSERT(std::abs(again.as_number() - v.as_number()) <= 1e-9 * std::max(1.0, std::abs(v.as_number())));
        }));
    }

    void unbounded_kinds_stay_finite_at_the_ends() {
        for (const char* kind :
             {R"({"_type": "normal", "_value": [0, 1]})", R"({"_type": "lognormal", "_value": [0, 1]})"}) {
            const Distribution d = distribution_of(kind);
            QVERIFY(std::isfinite(d.from_unit(0).as_float()));
            QVERIFY(std::isfinite(d.from_unit(1).as_float()));
            QVERIFY(d.from_unit(0).as_float() < d.from_unit(1).as_float());
        }
    }

    void normal_quantile_inverts_the_cdf() {
        QVERIFY(std::abs(normal_quantile(0.975) - 1.959963984540054) < 1e-14);
        QCOMPARE(normal_quantile(0.5), 0.0);
        for (const double x : {-8.0, -3.0, -0.1, 0.7, 2.5, 6.0})
            QVERIFY(std::abs(normal_quantile(normal_cdf(x)) - x) < (x > 4 ? 1e-6 : 1e-12));
    }

    void contains_is_tolerant_of_rounding_only() {
        const Distribution d = distribution_of(R"({"_type": "quniform", "_value": [0, 1, 0.1]})");
        QVERIFY(d.contains(0.3) && d.contains(3 * 0.1) && d.contains(1));
        QVERIFY(!d.contains(0.35) && !d.contains(1.1) && !d.contains("0.3") && !d.contains(true));
        QVERIFY(!d.contains(std::nan("")));
        const Distribution ends = distribution_of(R"({"_type": "quniform", "_value": [2, 10, 5]})");
        QVERIFY(ends.contains(2) && ends.contains(5.0) && !ends.contains(3));
    }

    void choices_hold_values_of_any_type() {
        const Distribution d =
            distribution_of(R"({"_type": "choice", "_value": [1, "1", true, null, [1, 2], {"a": 1}]})");
        for (const auto& branch : d.branches) QVERIFY(d.contains(branch.value));
        QVERIFY(d.contains(1.0) && !d.contains(2) && !d.contains(false));
        QCOMPARE(d.from_unit(d.to_unit("1")), config::Value("1"));
    }
};

LATHE_TEST(TestDistribution)
#include "test_distribution.moc"
