// SPDX-License-Identifier: GPL-3.0-or-later
// NNI's Curvefitting: learning curves are fitted to the reports so far; stop when the value that they predict for
// report epoch_num is not as good as `threshold` times the best final value of the others.
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "core/search/assessors/kinds.h"
#include "core/search/assessors/learning_curves.h"

namespace lathe::search {

namespace {

class Curvefitting final : public Assessor {
  public:
    explicit Curvefitting(const config::Value& arguments)
        : epochs_(arguments.int_or("epoch_num", 20)),
          start_step_(static_cast<std::size_t>(arguments.int_or("start_step", 6))),
          threshold_(arguments.number_or("threshold", 0.95)),
          gap_(static_cast<std::size_t>(arguments.int_or("gap", 1))) {}

    std::optional<std::string> should_stop(const History& history, int number) override {
        const Trial& trial = history.trials[static_cast<std::size_t>(number)];
        const std::size_t count = trial.reports.size();
        if (count < start_step_ || count == 0 || static_cast<std::int64_t>(count) >= epochs_) return std::nullopt;
        if ((count - start_step_) % gap_ != 0) return std::nullopt;
        const auto best = best_final(history);
        if (!best) return std::nullopt;
        std::vector<double> values;
        for (const Report& report : trial.reports) values.push_back(report.value);
        const auto predicted = predict_curve(values, static_cast<double>(epochs_));
        if (!predicted) return std::nullopt;
        // `threshold` of a good value, whatever its sign: the distance that is allowed is a share of its size.
        const double slack = (1 - threshold_) * std::abs(*best);
        const double limit = history.mode == Mode::minimize ? *best + slack : *best - slack;
        if (!history.better(limit, *predicted)) return std::nullopt;
        return fmt::format("the curve so far leads to {:.6g} at report {}, the best trial ended at {:.6g}", *predicted,
                           epochs_, *best);
    }

  private:
    static std::optional<double> best_final(const History& history) {
        std::optional<double> best;
        for (const Trial& other : history.trials) {
            if (other.state != TrialState::succeeded || other.reports.empty()) continue;
            const double last = other.reports.back().value;
            if (std::isfinite(last) && (!best || history.better(last, *best))) best = last;
        }
        return best;
    }

    std::int64_t epochs_;
    std::size_t start_step_;
    double threshold_;
    std::size_t gap_;
};

}  // namespace

AssessorKind curvefitting_kind() {
    using config::option;
    using config::Type;
    return {
        "Curvefitting",
        "Stops a trial whose learning curve leads to a worse end than the best trial's",
        {option("epoch_num", Type::integer, 20, "Reports of a whole trial: where the curve is read off").at_least(1),
         option("start_step", Type::integer, 6, "Number of reports before the first decision").at_least(1),
         option("threshold", Type::floating, 0.95, "Share of the best final value that is good enough")
             .above(0)
             .at_most(1),
         option("gap", Type::integer, 1, "Reports between decisions").at_least(1)},
        [](const config::Value& arguments) -> std::unique_ptr<Assessor> {
            return std::make_unique<Curvefitting>(arguments);
        }};
}

}  // namespace lathe::search
