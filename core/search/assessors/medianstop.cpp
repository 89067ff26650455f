// Golovin et al. 2017, "Google Vizier", section 3.2.2, as NNI's Medianstop: at the S-th report, S >= start_step, stop
// if the trial's best value so far is strictly worse than the median of the succeeded trials' running averages over
// their first S reports.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/search/assessors/kinds.h"
#include "core/search/assessors/standing.h"

namespace lathe::search {

namespace {

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    if (values.size() % 2 == 1) return *middle;
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
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
        const double limit = median(std::move(averages));
        const double best = best_of(history, trial.reports);
        if (!history.better(limit, best)) return std::nullopt;
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
