// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/pareto.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "core/search/hypervolume.h"

namespace lathe::search {

namespace {

double as_loss(double value, Mode mode) {
    if (std::isnan(value)) return std::numeric_limits<double>::infinity();
    return mode == Mode::minimize ? value : -value;
}

}  // namespace

std::vector<double> losses_of(const History& history, const Trial& trial) {
    const std::size_t count = std::max<std::size_t>(1, history.modes.size());
    std::vector<double> out(count, std::numeric_limits<double>::infinity());
    if (trial.state == TrialState::failed) return out;
    if (history.modes.empty()) {
        if (trial.objective) out[0] = as_loss(*trial.objective, history.mode);
        return out;
    }
    for (std::size_t i = 0; i < count && i < trial.objectives.size(); ++i)
        out[i] = as_loss(trial.objectives[i], history.modes[i]);
    return out;
}

bool dominates(std::span<const double> a, std::span<const double> b) {
    bool better = false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] > b[i]) return false;
        better = better || a[i] < b[i];
    }
    return better;
}

std::vector<int> front_numbers(const std::vector<std::vector<double>>& points) {
    const std::size_t n = points.size();
    std::vector<int> front(n, -1);
    std::vector<int> dominators(n, 0);
    std::vector<std::vector<std::size_t>> dominated(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) {
            if (dominates(points[i], points[j])) {
                dominated[i].push_back(j);
                ++dominators[j];
            } else if (dominates(points[j], points[i])) {
                dominated[j].push_back(i);
                ++dominators[i];
            }
        }
    }
    std::vector<std::size_t> current;
    for (std::size_t i = 0; i < n; ++i)
        if (dominators[i] == 0) current.push_back(i);
    for (int number = 0; !current.empty(); ++number) {
        std::vector<std::size_t> next;
        for (const std::size_t i : current) {
            front[i] = number;
            for (const std::size_t j : dominated[i])
                if (--dominators[j] == 0) next.push_back(j);
        }
        current = std::move(next);
    }
    return front;
}

namespace {

// Adds to the losses of one front's points the share of them that come before by hypervolume, up to `worst`.
void add_places(const std::vector<std::vector<double>>& points, const std::vector<std::size_t>& front,
                const std::vector<double>& worst, std::vector<double>& losses) {
    std::vector<std::vector<double>> on_it;
    for (const std::size_t i : front) on_it.push_back(points[i]);
    const auto order = hypervolume_order(on_it, worst);
    for (std::size_t place = 0; place < order.size(); ++place)
        losses[front[order[place]]] += static_cast<double>(place) / static_cast<double>(order.size());
}

}  // namespace

std::vector<double> front_losses(const std::vector<std::vector<double>>& points) {
    std::vector<double> out(points.size(), std::numeric_limits<double>::infinity());
    std::vector<std::size_t> finite;
    std::vector<std::vector<double>> compared;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!std::ranges::all_of(points[i], [](double x) { return std::isfinite(x); })) continue;
        finite.push_back(i);
        compared.push_back(points[i]);
    }
    const auto numbers = front_numbers(compared);
    std::vector<std::vector<std::size_t>> fronts;
    for (std::size_t i = 0; i < finite.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        fronts.resize(std::max(fronts.size(), number + 1));
        fronts[number].push_back(finite[i]);
        out[finite[i]] = numbers[i];
    }
    // Measured up to the worst of all, not of a front: else its ends add next to nothing, and are not gone on with.
    std::vector<double> worst = compared.empty() ? std::vector<double>{} : compared.front();
    for (const auto& point : compared)
        for (std::size_t k = 0; k < worst.size(); ++k) worst[k] = std::max(worst[k], point[k]);
    for (const auto& front : fronts) add_places(points, front, worst, out);
    return out;
}

std::vector<int> pareto_front(const History& history) {
    std::vector<std::vector<double>> points;
    std::vector<int> numbers;
    for (const Trial& trial : history.trials) {
        const bool ended = trial.state == TrialState::succeeded || trial.state == TrialState::early_stopped;
        if (!ended || trial.violation > 0) continue;
        auto losses = losses_of(history, trial);
        if (!std::ranges::all_of(losses, [](double x) { return std::isfinite(x); })) continue;
        points.push_back(std::move(losses));
        numbers.push_back(trial.number);
    }
    // The front of the points so far: what one of it dominates can be forgotten.
    std::vector<std::size_t> front;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (std::ranges::any_of(front, [&](std::size_t on) { return dominates(points[on], points[i]); })) continue;
        std::erase_if(front, [&](std::size_t on) { return dominates(points[i], points[on]); });
        front.push_back(i);
    }
    std::vector<int> out;
    for (const std::size_t i : front) out.push_back(numbers[i]);
    return out;
}

}  // namespace lathe::search
