// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/losses.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/search/pareto.h"
#include "core/search/partial_curves.h"

namespace lathe::search {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Of several objectives: by their fronts, so that each tuner can search for the Pareto front.
void replace_by_fronts(const Observations& observations, std::vector<Scored>& scored) {
    std::vector<std::vector<double>> points;
    points.reserve(scored.size());
    for (const Scored& one : scored)
        points.push_back(losses_of(observations.history(), *observations.all()[one.observation].trial));
    const auto by_front = front_losses(points);
    for (std::size_t i = 0; i < scored.size(); ++i) scored[i].loss = by_front[i];
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

double loss_of(const History& history, const Trial& trial) {
    return loss_of(history, trial, trial.objective);
}

double loss_of(const History& history, const Trial& trial, const std::optional<double>& objective) {
    if (trial.state == TrialState::failed || !objective || std::isnan(*objective)) return infinity;
    return history.mode == Mode::minimize ? *objective : -*objective;
}

std::vector<Scored> losses(const Observations& observations, Liar liar) {
    const History& history = observations.history();
    const PartialCurves curves(history, history.ended);
    std::vector<Scored> out;
    std::vector<std::size_t> open;
    out.reserve(observations.all().size());
    for (std::size_t i = 0; i < observations.all().size(); ++i) {
        const Trial& trial = *observations.all()[i].trial;
        if (!is_final(trial.state)) open.push_back(i);
        else if (trial.state <= TrialState::early_stopped)
            out.push_back({i, loss_of(history, trial, curves.objective_of(trial))});
    }
    if (!history.modes.empty()) replace_by_fronts(observations, out);
    if (liar == Liar::ignore || open.empty() || out.empty()) return out;
    const double lie = lie_of(out, liar);
    for (const std::size_t i : open) out.push_back({i, lie});
    std::ranges::sort(out, {}, &Scored::observation);
    return out;
}

std::vector<double> compared_losses(const History& history, const std::vector<const Trial*>& trials) {
    std::vector<double> out;
    if (history.modes.empty()) {
        for (const Trial* trial : trials) out.push_back(loss_of(history, *trial));
        return out;
    }
    std::vector<std::vector<double>> points;
    for (const Trial* trial : trials) points.push_back(losses_of(history, *trial));
    return front_losses(points);
}

std::vector<std::size_t> ranking(const std::vector<Scored>& scored) {
    std::vector<std::size_t> order(scored.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return scored[i].loss; });
    return order;
}

}  // namespace lathe::search
