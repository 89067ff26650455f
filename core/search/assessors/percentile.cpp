// SPDX-License-Identifier: GPL-3.0-or-later
// Optuna's PercentilePruner: stop if the trial's best so far is outside the best `percentile` % of the finished trials'
// values at the same report.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/search/assessors/kinds.h"
#include "core/search/assessors/standing.h"

namespace lathe::search {

namespace {

class Percentile final : public Assessor {
  public:
    explicit Percentile(const config::Value& arguments)
        : percentile_(arguments.number_or("percentile", 25)),
          startup_(static_cast<std::size_t>(arguments.int_or("n_startup_trials", 5))),
          start_step_(static_cast<std::size_t>(arguments.int_or("start_step", 0))) {}

    std::optional<std::string> should_stop(const History& history, int number) override {
        const Trial& trial = history.trials[static_cast<std::size_t>(number)];
        const std::size_t step = trial.reports.size();
        if (step == 0 || step < start_step_) return std::nullopt;
        std::vector<double> values;
        for (const Trial& other : history.trials)
            if (other.state == TrialState::succeeded && other.reports.size() >= step)
                values.push_back(or_worst(history, other.reports[step - 1].value));
        if (values.empty() || values.size() < startup_) return std::nullopt;
        std::ranges::sort(values, [&](double a, double b) { return history.better(a, b); });
        const double limit = at_percentile(values);
        const double best = best_of(history, trial.reports);
        if (!history.better(limit, best)) return std::nullopt;
        return fmt::format("best value so far {:.6g} is outside the best {:g} % ({:.6g}) at report {}", best,
                           percentile_, limit, step);
    }

  private:
    // Linear interpolation between the neighbouring ranks, as numpy.percentile.
    double at_percentile(const std::vector<double>& sorted) const {
        const double position = percentile_ / 100 * static_cast<double>(sorted.size() - 1);
        const auto below = static_cast<std::size_t>(position);
        const double share = position - static_cast<double>(below);
        if (share == 0 || below + 1 >= sorted.size()) return sorted[below];
        return sorted[below] * (1 - share) + sorted[below + 1] * share;
    }

    double percentile_;
    std::size_t startup_;
    std::size_t start_step_;
};

}  // namespace

AssessorKind percentile_kind() {
    using config::option;
    using config::Type;
    return {"Percentile",
            "Stops a trial that is outside the best share of the finished ones",
            {option("percentile", Type::floating, 25.0, "Share that goes on, in percent").at_least(0).at_most(100),
             option("n_startup_trials", Type::integer, 5, "Succeeded trials before the first decision").at_least(0),
             option("start_step", Type::integer, 0, "Number of reports before the first decision").at_least(0)},
            [](const config::Value& arguments) -> std::unique_ptr<Assessor> {
                return std::make_unique<Percentile>(arguments);
            }};
}

}  // namespace lathe::search
