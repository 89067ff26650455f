#include "core/search/losses.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace lathe::search {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double loss_of(const Trial& trial, Mode mode) {
    if (trial.state == TrialState::failed || !trial.objective || std::isnan(*trial.objective)) return infinity;
    return mode == Mode::minimize ? *trial.objective : -*trial.objective;
}

double lie_of(const std::vector<Scored>& finished, Liar liar) {
    double best = infinity;
    double worst = -infinity;
    double sum = 0;
    int count = 0;
    for (const Scored& one : finished) {
        if (!std::isfinite(one.loss)) continue;
        best = std::min(best, one.loss);
        worst = std::max(worst, one.loss);
        sum += one.loss;
        ++count;
    }
    if (count == 0) return infinity;
    if (liar == Liar::mean) return sum / count;
    return liar == Liar::best ? best : worst;
}

}  // namespace

Liar liar_from_name(std::string_view name) {
    if (name == "worst") return Liar::worst;
    return name == "mean" ? Liar::mean : Liar::best;
}

std::vector<Scored> losses(const Observations& observations, Mode mode, Liar liar) {
    std::vector<Scored> out;
    std::vector<std::size_t> open;
    out.reserve(observations.all().size());
    for (std::size_t i = 0; i < observations.all().size(); ++i) {
        const Trial& trial = *observations.all()[i].trial;
        if (!is_final(trial.state)) open.push_back(i);
        else if (trial.state <= TrialState::early_stopped) out.push_back({i, loss_of(trial, mode)});
    }
    if (liar == Liar::ignore || open.empty() || out.empty()) return out;
    const double lie = lie_of(out, liar);
    for (const std::size_t i : open) out.push_back({i, lie});
    std::ranges::sort(out, {}, &Scored::observation);
    return out;
}

std::vector<std::size_t> ranking(const std::vector<Scored>& scored) {
    std::vector<std::size_t> order(scored.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return scored[i].loss; });
    return order;
}

}  // namespace lathe::search
