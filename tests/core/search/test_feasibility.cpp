// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "core/search/study.h"
#include "core/search/tuners/feasibility.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

space::Space square() {
    const auto entry = config::Dict{{"_type", "uniform"}, {"_value", config::List{0.0, 1.0}}};
    return space::Space::parse(config::Value(config::Dict{{"x", entry}, {"y", entry}})).value();
}

}  // namespace

class TestFeasibility : public QObject {
    Q_OBJECT

    space::Space space_ = square();
    space::Layout layout_{space_};
    std::vector<space::Row> rows_;
    std::vector<Feasibility::Outcome> outcomes_;

    Feasibility learned() const {
        const GaussianProcess gp(layout_, 2.5, 1e-6);
        return {layout_, 2.5, 1e-6, outcomes_, Feasibility::fit(gp, outcomes_)};
    }
    static double log_probability(const Feasibility& feasibility, const space::Row& row) {
        return feasibility.log_probability(feasibility.process().predict(row)).value;
    }

  private Q_SLOTS:
    void init() {
        Random random(4);
        rows_.clear();
        outcomes_.clear();
        for (int i = 0; i < 60; ++i) rows_.push_back(layout_.sample(random));
        for (const auto& row : rows_) outcomes_.push_back({row, row[0] > 0.7});
    }

    void it_learns_where_trials_fail() {
        const Feasibility feasibility = learned();
        for (const double y : {0.2, 0.5, 0.8}) {
            QVERIFY(std::exp(log_probability(feasibility, {0.9, y})) < 0.1);
            QVERIFY(std::exp(log_probability(feasibility, {0.3, y})) > 0.9);
        }
    }

    void failures_without_a_place_say_nothing_of_places() {
        Random random(9);
        for (auto& one : outcomes_) one.failed = random.uniform() < 0.2;
        const Feasibility feasibility = learned();
        for (const double x : {0.1, 0.5, 0.9}) {
            const double p = std::exp(log_probability(feasibility, {x, 0.5}));
            QVERIFY2(p > 0.3 && p < 0.97, std::to_string(p).c_str());
        }
    }

    void its_derivatives_are_those_of_small_differences() {
        const Feasibility feasibility = learned();
        const space::Row at{0.72, 0.4};
        Eigen::VectorXd d_mean;
        Eigen::VectorXd d_variance;
        const auto f = feasibility.log_probability(feasibility.process().predict(at, d_mean, d_variance));
        const double slope = f.by_mean * d_mean[0] + f.by_variance * d_variance[0];
        const double difference =
            (log_probability(feasibility, {0.72001, 0.4}) - log_probability(feasibility, {0.71999, 0.4})) / 2e-5;
        QVERIFY(std::abs(slope - difference) < 1e-3 * (1 + std::abs(slope)));
    }

    // The best would lie in the region that fails: the search comes up to its edge and does not stay in it.
    void the_search_does_not_spend_its_trials_where_they_fail() {
        Study study =
            std::move(Study::make(square(), Mode::minimize, {"GP", config::Value(config::Dict{})}, {}).value());
        int failed_late = 0;
        double best = 1;
        for (int i = 0; i < 50; ++i) {
            const Trial* trial = study.ask();
            const double x = trial->row[0];
            const double loss = (x - 0.9) * (x - 0.9) + (trial->row[1] - 0.5) * (trial->row[1] - 0.5);
            if (x > 0.7) study.tell(i, TrialState::failed, std::nullopt, "no");
            else study.tell(i, TrialState::succeeded, loss);
            if (x > 0.7 && i >= 25) ++failed_late;
            if (x <= 0.7) best = std::min(best, loss);
        }
        QVERIFY2(failed_late <= 12, std::to_string(failed_late).c_str());
        QVERIFY2(best < 0.05, std::to_string(best).c_str());
    }
};

LATHE_TEST(TestFeasibility)
#include "test_feasibility.moc"
