// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/improvement.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "core/search/pareto.h"

namespace lathe::search {

namespace {

bool is_no_worse(std::span<const double> a, std::span<const double> b) {
    return std::ranges::equal(a, b, [](double x, double y) { return x <= y; });
}

// The best results so far: one, or of several objectives a front.
class BestResults {
  public:
    bool empty() const { return best_.empty(); }
    // Whether the losses are better than all before them; then they are among the best.
    bool take(std::vector<double> losses) {
        if (std::ranges::any_of(best_, [&](const auto& one) { return is_no_worse(one, losses); })) return false;
        std::erase_if(best_, [&](const auto& one) { return is_no_worse(losses, one); });
        best_.push_back(std::move(losses));
        return true;
    }

  private:
    std::vector<std::vector<double>> best_;
};

}  // namespace

int ended_since_improvement(const History& history) {
    BestResults best;
    int count = 0;
    for (const int number : history.ended) {
        const Trial& trial = history.trials[static_cast<std::size_t>(number)];
        if (trial.state > TrialState::early_stopped) continue;
        auto losses = losses_of(history, trial);
        const bool is_result =
            !(trial.violation > 0) && std::ranges::all_of(losses, [](double x) { return std::isfinite(x); });
        if (is_result && best.take(std::move(losses))) count = 0;
        else if (!best.empty()) ++count;
    }
    return count;
}

}  // namespace lathe::search
