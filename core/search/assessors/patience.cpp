// SPDX-License-Identifier: GPL-3.0-or-later
// Early stopping by itself: stop when the last `patience` reports brought no value better than the best before them by
// more than min_delta.
#include <cmath>
#include <span>

#include <fmt/format.h>

#include "core/search/assessors/kinds.h"
#include "core/search/assessors/standing.h"

namespace lathe::search {

namespace {

class Patience final : public Assessor {
  public:
    explicit Patience(const config::Value& arguments)
        : patience_(static_cast<std::size_t>(arguments.int_or("patience", 5))),
          min_delta_(arguments.number_or("min_delta", 0)) {}

    std::optional<std::string> should_stop(const History& history, int number) override {
        const std::span<const Report> reports = history.trials[static_cast<std::size_t>(number)].reports;
        if (reports.size() <= patience_) return std::nullopt;
        const double before = best_of(history, reports.first(reports.size() - patience_));
        const double lately = best_of(history, reports.last(patience_));
        const double needed = history.mode == Mode::minimize ? before - min_delta_ : before + min_delta_;
        if (history.better(lately, needed)) return std::nullopt;
        return fmt::format("no better value than {:.6g} in {} reports", before, patience_);
    }

  private:
    std::size_t patience_;
    double min_delta_;
};

}  // namespace

AssessorKind patience_kind() {
    using config::option;
    using config::Type;
    return {"Patience",
            "Stops a trial that no longer improves",
            {option("patience", Type::integer, 5, "Reports without improvement").at_least(1),
             option("min_delta", Type::floating, 0.0, "Smallest change that counts as improvement").at_least(0)},
            [](const config::Value& arguments) -> std::unique_ptr<Assessor> {
                return std::make_unique<Patience>(arguments);
            }};
}

}  // namespace lathe::search
