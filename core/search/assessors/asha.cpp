// SPDX-License-Identifier: GPL-3.0-or-later
// Asynchronous successive halving (Li et al. 2020), in Optuna's form: at each rung (min_resource * reduction_factor^k
// reports) only the best 1/reduction_factor of the trials that came to it go on.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/base/plural.h"
#include "core/search/assessors/kinds.h"
#include "core/search/assessors/standing.h"

namespace lathe::search {

namespace {

class Asha final : public Assessor {
  public:
    explicit Asha(const config::Value& arguments)
        : min_resource_(arguments.int_or("min_resource", 1)), factor_(arguments.int_or("reduction_factor", 3)) {}

    std::optional<std::string> should_stop(const History& history, int number) override {
        const Trial& trial = history.trials[static_cast<std::size_t>(number)];
        const auto count = static_cast<std::int64_t>(trial.reports.size());
        if (!is_rung(count)) return std::nullopt;
        const double mine = or_worst(history, trial.reports.back().value);
        std::size_t reached = 0;
        std::size_t better = 0;
        for (const Trial& other : history.trials) {
            if (other.reports.size() < trial.reports.size()) continue;
            ++reached;
            const double theirs = or_worst(history, other.reports[trial.reports.size() - 1].value);
            better += other.number != number && history.better(theirs, mine);
        }
        const std::size_t kept = std::max<std::size_t>(1, reached / static_cast<std::size_t>(factor_));
        if (better < kept) return std::nullopt;
        return fmt::format("at report {}, {} of {} {} better than {:.6g}; the best {} go on", count, better,
                           counted(reached, "trial"), better == 1 ? "is" : "are", mine, kept);
    }

  private:
    bool is_rung(std::int64_t count) const {
        std::int64_t rung = min_resource_;
        while (rung < count) rung *= factor_;
        return rung == count && count > 0;
    }

    std::int64_t min_resource_;
    std::int64_t factor_;
};

}  // namespace

AssessorKind asha_kind() {
    using config::option;
    using config::Type;
    return {
        "ASHA",
        "Successive halving: at growing numbers of reports only the best share goes on",
        {option("min_resource", Type::integer, 1, "Reports at the first rung").at_least(1).at_most(1e6),
         option("reduction_factor", Type::integer, 3, "One in so many goes on; the rungs grow by it")
             .at_least(2)
             .at_most(1000)},
        [](const config::Value& arguments) -> std::unique_ptr<Assessor> { return std::make_unique<Asha>(arguments); }};
}

}  // namespace lathe::search
