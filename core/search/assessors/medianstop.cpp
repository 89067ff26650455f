// SPDX-License-Identifier: GPL-3.0-or-later
// Golovin et al. 2017, "Google Vizier", section 3.2.2, as NNI's Medianstop: at the S-th report, S >= start_step, stop
// if the trial's best value so far is strictly worse than the median of the succeeded trials' running averages over
// their first S reports. Of an even number of averages the median is the worse one of the middle two.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/search/assessors/kinds.h"
#include "core/search/assessors/standing.h"

namespace lathe::search {

namespace {

// Averages are rounded: a value that differs by less is not worse.
constexpr double rounding = 1e-12;

bool is_worse(const History& history, double value, double limit) {
    if (!history.better(limit, value)) return false;
    const double larger = std::max(std::abs(value), std::abs(limit));
    return !std::isfinite(larger) || std::abs(value / 2 - limit / 2) > rounding * larger / 2;
}

double median(const History& history, std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle, [&](double a, double b) { return history.better(a, b); });
    return *middle;
}

class Medianstop final : public Assessor {
  public:
    explicit Medianstop(const config::Value& arguments)
        : start_step_(static_cast<std::size_t>(std::max<std::int64_t>(0, arguments.int_or("start_step", 0)))) {}

    std::optional<std::string> should_stop(const History& history, int number) override {
        const Trial& trial = history.trials[static_cast<std::size_t>(number)];
        const std::size_t step = trial.reports.size();
        if (step == 0 || step < start_step_) return std::nullopt;
        std::vector<double> averages;
        for (const Trial& other : history.trials)
            if (other.state == TrialState::succeeded && other.reports.size() >= step)
                averages.push_back(running_average(history, other, step));
        if (averages.empty()) return std::nullopt;
        const double limit = median(history, std::move(averages));
        const double best = best_of(history, trial.reports);
        if (!is_worse(history, best, limit)) return std::nullopt;
        return fmt::format("best value so far {:.6g} is worse than the median {:.6g} of {} reports", best, limit, step);
    }

  private:
    static double running_average(const History& history, const Trial& trial, std::size_t count) {
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i) sum += trial.reports[i].value / static_cast<double>(count);
        return or_worst(history, sum);
    }

    std::size_t start_step_;
};

}  // namespace

AssessorKind medianstop_kind() {
    return {"Medianstop",
            "Stops a trial that is worse than the median of the finished ones",
            {config::option("start_step", config::Type::integer, 0, "Number of reports before the first decision")
                 .at_least(0)},
            [](const config::Value& arguments) -> std::unique_ptr<Assessor> {
                return std::make_unique<Medianstop>(arguments);
            }};
}

}  // namespace lathe::search
