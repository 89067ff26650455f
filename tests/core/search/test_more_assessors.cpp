// SPDX-License-Identifier: GPL-3.0-or-later
// Curvefitting and Wilcoxon: what their formulas say.
#include <cmath>

#include <QTest>

#include "core/search/assessors/learning_curves.h"
#include "core/search/tuner.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

// One succeeded trial with these reports, and a running one.
History two_trials(const std::vector<double>& best, const std::vector<double>& running, Mode mode = Mode::minimize) {
    History history;
    history.mode = mode;
    for (const auto* values : {&best, &running}) {
        Trial trial;
        trial.number = static_cast<int>(history.trials.size());
        for (std::size_t i = 0; i < values->size(); ++i)
            trial.reports.push_back({static_cast<std::int64_t>(i + 1), (*values)[i]});
        history.trials.push_back(std::move(trial));
    }
    history.trials[0].state = TrialState::succeeded;
    history.trials[0].objective = best.back();
    history.trials[1].state = TrialState::running;
    return history;
}

std::optional<std::string> ask(const std::string& name, config::Value args, const History& history) {
    return make_assessor(name, args).value()->should_stop(history, 1);
}

std::vector<double> curve(double limit, double amplitude, double exponent, int count) {
    std::vector<double> out;
    for (int i = 1; i <= count; ++i) out.push_back(limit + amplitude * std::pow(i, -exponent));
    return out;
}

}  // namespace

class TestMoreAssessors : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void curves_of_many_shapes_are_carried_on() {
        const auto within = [](const std::vector<double>& all, std::size_t seen, double tolerance) {
            const double whole = std::abs(all.front() - all.back());
            const auto predicted = predict_curve(std::span(all).first(seen), static_cast<double>(all.size()));
            return predicted && std::abs(*predicted - all.back()) < tolerance * whole;
        };
        QVERIFY(within(curve(0.1, 1, 0.8, 20), 8, 0.05));
        QVERIFY(within(curve(0.9, -0.8, 1.2, 20), 8, 0.05));
        std::vector<double> exponential;
        for (int i = 1; i <= 20; ++i) exponential.push_back(0.3 + 2 * std::exp(-0.25 * i));
        QVERIFY(within(exponential, 8, 0.05));
        std::vector<double> shifted;
        for (const double x : exponential) shifted.push_back(1e9 + 1e8 * x);
        QVERIFY(within(shifted, 8, 0.05));
    }

    void curves_that_say_nothing() {
        QVERIFY(!predict_curve(std::vector{1.0, 0.5, 0.3}, 20));
        QVERIFY(!predict_curve(std::vector{1.0, 0.5, std::nan(""), 0.2, 0.1}, 20));
        QCOMPARE(*predict_curve(std::vector{2.0, 2.0, 2.0, 2.0, 2.0}, 20), 2.0);
    }

    void curvefitting_stops_a_curve_that_leads_nowhere() {
        const auto good = curve(0.1, 1, 1, 20);
        QVERIFY(ask("Curvefitting", config::Dict{}, two_trials(good, curve(0.5, 1, 1, 8))));
        QVERIFY(!ask("Curvefitting", config::Dict{}, two_trials(good, curve(0.05, 1.4, 1, 8))));
        // Before start_step, and between the reports that `gap` names.
        QVERIFY(!ask("Curvefitting", config::Dict{}, two_trials(good, curve(0.5, 1, 1, 5))));
        QVERIFY(!ask("Curvefitting", config::Dict{{"gap", 4}}, two_trials(good, curve(0.5, 1, 1, 8))));
        // 95 % of an accuracy is good enough.
        const auto accurate = curve(0.9, -0.5, 1, 20);
        QVERIFY(!ask("Curvefitting", config::Dict{}, two_trials(accurate, curve(0.88, -0.5, 1, 10), Mode::maximize)));
        QVERIFY(ask("Curvefitting", config::Dict{}, two_trials(accurate, curve(0.6, -0.5, 1, 10), Mode::maximize)));
    }

    // All of n differences of one sign: p = 2^-n.
    void wilcoxon_is_exact_for_few_pairs() {
        std::vector<double> best;
        std::vector<double> worse;
        for (int i = 0; i < 6; ++i) {
            best.push_back(0.1 * i);
            worse.push_back(0.1 * i + 0.01 * (i + 1));
        }
        const auto history = two_trials(best, worse);
        QVERIFY(ask("Wilcoxon", config::Dict{{"p_threshold", 1.01 / 64}}, history));
        QVERIFY(!ask("Wilcoxon", config::Dict{{"p_threshold", 0.99 / 64}}, history));
        QVERIFY(!ask("Wilcoxon", config::Dict{}, two_trials(worse, best)));
        QVERIFY(!ask("Wilcoxon", config::Dict{{"n_startup_steps", 7}}, history));
    }

    // scipy.stats.wilcoxon([1, -2, 3, 4, 5, -6, 7, 8, 9, 10], alternative='greater') gives p = 0.0244140625 (W = 47).
    void wilcoxon_weighs_the_signs_by_rank() {
        const std::vector<double> zero(10, 0.0);
        const auto history = two_trials(zero, {1, -2, 3, 4, 5, -6, 7, 8, 9, 10});
        QVERIFY(ask("Wilcoxon", config::Dict{{"p_threshold", 0.02442}}, history));
        QVERIFY(!ask("Wilcoxon", config::Dict{{"p_threshold", 0.02441}}, history));
    }

    void wilcoxon_approximates_many_pairs() {
        std::vector<double> best(200, 0.0);
        std::vector<double> near;
        for (int i = 0; i < 200; ++i) near.push_back((i % 2 ? 1.0 : -1.001) * (i + 1));
        QVERIFY(!ask("Wilcoxon", config::Dict{}, two_trials(best, near)));
        for (double& x : near) x += 60;
        QVERIFY(ask("Wilcoxon", config::Dict{}, two_trials(best, near)));
    }
};

LATHE_TEST(TestMoreAssessors)
#include "test_more_assessors.moc"
