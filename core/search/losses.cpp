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
constexpr double beyond_trainings = 1e300;

// From 0 to 1, the more the larger.
double bounded(double violation) {
    return std::isinf(violation) ? 1 : violation / (1 + violation);
}

// Those that break constraints come behind all others, by how much they break them. What is infinite stays so.
void put_infeasible_last(std::vector<double>& losses, const std::vector<double>& violations) {
    double best = infinity;
    double worst = -infinity;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        if (violations[i] > 0 || !std::isfinite(losses[i])) continue;
        best = std::min(best, losses[i]);
        worst = std::max(worst, losses[i]);
    }
    if (best > worst) best = worst = 0;
    const double spread = worst > best ? worst - best : std::max(1.0, std::abs(worst));
    for (std::size_t i = 0; i < losses.size(); ++i)
        if (violations[i] > 0 && std::isfinite(losses[i])) losses[i] = worst + spread * (0.1 + bounded(violations[i]));
}

// The losses so far are by the first objective alone.
void compare_with_each_other(const Observations& observations, std::vector<Scored>& scored) {
    const History& history = observations.history();
    std::vector<std::vector<double>> losses;
    std::vector<double> violations;
    for (const Scored& one : scored) {
        const Trial& trial = *observations.all()[one.observation].trial;
        losses.push_back(history.modes.empty() ? std::vector<double>{one.loss} : losses_of(history, trial));
        violations.push_back(trial.violation);
    }
    const auto compared = one_loss_each(losses, violations);
    for (std::size_t i = 0; i < scored.size(); ++i) scored[i].loss = compared[i];
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
    if (!history.modes.empty() || !history.constraints.empty()) compare_with_each_other(observations, out);
    if (liar == Liar::ignore || open.empty() || out.empty()) return out;
    const double lie = lie_of(out, liar);
    for (const std::size_t i : open) out.push_back({i, lie});
    std::ranges::sort(out, {}, &Scored::observation);
    return out;
}

double feasible_first_loss_of(const History& history, const Trial& trial) {
    const double loss = loss_of(history, trial);
    if (!(trial.violation > 0) || !std::isfinite(loss)) return loss;
    return beyond_trainings * (1 + bounded(trial.violation));
}

std::vector<double> one_loss_each(const std::vector<std::vector<double>>& losses,
                                  const std::vector<double>& violations) {
    std::vector<double> out(losses.size(), 0);
    if (losses.empty()) return out;
    const bool several = losses.front().size() > 1;
    std::vector<std::vector<double>> feasible;  // those that break constraints are on no front
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        const bool has_all = std::ranges::all_of(losses[i], [](double x) { return std::isfinite(x); });
        if (!several) out[i] = losses[i].front();
        else if (!has_all) out[i] = infinity;
        else if (!(violations[i] > 0)) {
            feasible.push_back(losses[i]);
            places.push_back(i);
        }
    }
    const auto by_front = front_losses(feasible);
    for (std::size_t k = 0; k < places.size(); ++k) out[places[k]] = by_front[k];
    put_infeasible_last(out, violations);
    return out;
}

std::vector<double> compared_losses(const History& history, const std::vector<const Trial*>& trials) {
    std::vector<std::vector<double>> losses;
    std::vector<double> violations;
    for (const Trial* trial : trials) {
        losses.push_back(losses_of(history, *trial));
        violations.push_back(trial->violation);
    }
    return one_loss_each(losses, violations);
}

std::vector<std::size_t> ranking(const std::vector<Scored>& scored) {
    std::vector<std::size_t> order(scored.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return scored[i].loss; });
    return order;
}

}  // namespace lathe::search
