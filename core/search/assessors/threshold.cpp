// SPDX-License-Identifier: GPL-3.0-or-later
// Optuna's ThresholdPruner: stop at a value outside [lower, upper], or NaN.
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "core/search/assessors/kinds.h"

namespace lathe::search {

namespace {

class Threshold final : public Assessor {
  public:
    explicit Threshold(const config::Value& arguments)
        : lower_(arguments.number_or("lower", -std::numeric_limits<double>::infinity())),
          upper_(arguments.number_or("upper", std::numeric_limits<double>::infinity())),
          start_step_(static_cast<std::size_t>(arguments.int_or("start_step", 0))) {}

    std::optional<std::string> should_stop(const History& history, int number) override {
        const Trial& trial = history.trials[static_cast<std::size_t>(number)];
        if (trial.reports.empty() || trial.reports.size() < start_step_) return std::nullopt;
        const double value = trial.reports.back().value;
        if (std::isnan(value)) return "the value is NaN, not a number";
        if (value >= lower_ && value <= upper_) return std::nullopt;
        return fmt::format("the value {:.6g} is outside [{:g}, {:g}]", value, lower_, upper_);
    }

  private:
    double lower_;
    double upper_;
    std::size_t start_step_;
};

}  // namespace

AssessorKind threshold_kind() {
    using config::option;
    using config::Type;
    return {"Threshold",
            "Stops a trial whose value leaves given bounds",
            {option("lower", Type::floating, config::Value(), "Smallest value that goes on").or_null(),
             option("upper", Type::floating, config::Value(), "Largest value that goes on").or_null(),
             option("start_step", Type::integer, 0, "Number of reports before the first decision").at_least(0)},
            [](const config::Value& arguments) -> std::unique_ptr<Assessor> {
                return std::make_unique<Threshold>(arguments);
            }};
}

}  // namespace lathe::search
