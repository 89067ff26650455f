// SPDX-License-Identifier: GPL-3.0-or-later
// Optuna's WilcoxonPruner: the trial's values and the best trial's at the same steps are compared in pairs by
// Wilcoxon's signed rank test; stop when it is this trial that is worse, beyond doubt. For objectives that are means
// over folds, files or seeds, reported one by one in an order that does not matter.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/search/assessors/kinds.h"
#include "core/search/assessors/standing.h"
#include "core/space/normal.h"

namespace lathe::search {

namespace {

constexpr std::size_t most_exact = 50;  // pairs; beyond, the normal approximation

// P(W+ >= observed) when each difference is as likely positive as negative. `differences` without zeros.
double p_greater(std::vector<double> differences) {
    std::ranges::sort(differences, {}, [](double d) { return std::abs(d); });
    const std::size_t n = differences.size();
    // Ranks are doubled, so that the middle ranks of ties are whole numbers.
    std::vector<std::size_t> doubled(n);
    double tie_term = 0;
    for (std::size_t i = 0; i < n;) {
        std::size_t end = i + 1;
        while (end < n && std::abs(differences[end]) == std::abs(differences[i])) ++end;
        for (std::size_t j = i; j < end; ++j) doubled[j] = i + 1 + end;
        const auto t = static_cast<double>(end - i);
        tie_term += t * t * t - t;
        i = end;
    }
    std::size_t positive = 0;
    for (std::size_t i = 0; i < n; ++i) positive += differences[i] > 0 ? doubled[i] : 0;
    if (n <= most_exact) {
        // The number of sign patterns that give each sum, as shares.
        std::vector<double> share(n * (n + 1) + 1, 0.0);
        share[0] = 1;
        for (const std::size_t rank : doubled)
            for (std::size_t s = share.size(); s-- > 0;)
                share[s] = share[s] / 2 + (s >= rank ? share[s - rank] / 2 : 0);
        double p = 0;
        for (std::size_t s = positive; s < share.size(); ++s) p += share[s];
        return std::min(1.0, p);
    }
    const double m = static_cast<double>(n);
    const double mean = m * (m + 1) / 4;
    const double variance = m * (m + 1) * (2 * m + 1) / 24 - tie_term / 48;
    const double z = (static_cast<double>(positive) / 2 - mean - 0.5) / std::sqrt(variance);
    return space::normal_cdf(-z);
}

class Wilcoxon final : public Assessor {
  public:
    explicit Wilcoxon(const config::Value& arguments)
        : p_threshold_(arguments.number_or("p_threshold", 0.1)),
          startup_(static_cast<std::size_t>(arguments.int_or("n_startup_steps", 2))) {}

    std::optional<std::string> should_stop(const History& history, int number) override {
        const Trial& trial = history.trials[static_cast<std::size_t>(number)];
        const Trial* best = nullptr;
        for (const Trial& other : history.trials) {
            if (other.state != TrialState::succeeded || !other.objective || std::isnan(*other.objective)) continue;
            if (!best || history.better(*other.objective, *best->objective)) best = &other;
        }
        if (!best) return std::nullopt;
        std::vector<double> worse_by;  // above 0: this trial is worse
        double mine = 0;
        double theirs = 0;
        std::size_t pairs = 0;
        for (const Report& report : trial.reports) {
            const auto at = std::ranges::lower_bound(best->reports, report.step, {}, &Report::step);
            if (at == best->reports.end() || at->step != report.step) continue;
            const double difference =
                history.mode == Mode::minimize ? report.value - at->value : at->value - report.value;
            if (!std::isfinite(difference)) continue;
            ++pairs;
            mine += report.value;
            theirs += at->value;
            if (difference != 0) worse_by.push_back(difference);
        }
        if (worse_by.size() < std::max<std::size_t>(2, startup_)) return std::nullopt;
        const double n = static_cast<double>(pairs);
        if (!history.better(theirs / n, mine / n)) return std::nullopt;
        const double p = p_greater(std::move(worse_by));
        if (p >= p_threshold_) return std::nullopt;
        return fmt::format("worse than trial {} in {} common reports (mean {:.6g} against {:.6g}, p = {:.2g})",
                           best->number, pairs, mine / n, theirs / n, p);
    }

  private:
    double p_threshold_;
    std::size_t startup_;
};

}  // namespace

AssessorKind wilcoxon_kind() {
    using config::option;
    using config::Type;
    return {"Wilcoxon",
            "Stops a trial whose reports are, pair by pair, worse than the best trial's",
            {option("p_threshold", Type::floating, 0.1, "Probability of a mistake below which a trial stops")
                 .at_least(0)
                 .at_most(1),
             option("n_startup_steps", Type::integer, 2, "Common reports before the first decision").at_least(0)},
            [](const config::Value& arguments) -> std::unique_ptr<Assessor> {
                return std::make_unique<Wilcoxon>(arguments);
            }};
}

}  // namespace lathe::search
