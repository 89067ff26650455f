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

namespace {

constexpr std::size_t most_placed = 1000;

// Points that do not dominate each other, in lexicographic order, one after the other.
using Front = std::vector<double>;

// `point` comes after all of the front in lexicographic order.
bool is_dominated_by(const Front& front, std::span<const double> point) {
    const std::size_t objectives = point.size();
    for (std::size_t end = front.size(); end > 0; end -= objectives) {
        if (dominates(std::span(front).subspan(end - objectives, objectives), point)) return true;
        if (objectives <= 2) return false;  // the last one has the least second objective
    }
    return false;
}

}  // namespace

// Zhang et al. 2015, "An efficient approach to nondominated sorting": taken in lexicographic order no point is
// dominated by a later one, and one that is dominated by a point of a front is so by a point of each front before it.
std::vector<int> front_numbers(const std::vector<std::vector<double>>& points) {
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return points[a] < points[b]; });
    std::vector<int> out(points.size(), 0);
    std::vector<Front> fronts;
    for (const std::size_t i : order) {
        auto found =
            std::ranges::partition_point(fronts, [&](const Front& front) { return is_dominated_by(front, points[i]); });
        out[i] = static_cast<int>(found - fronts.begin());
        if (found == fronts.end()) found = fronts.emplace(found);
        found->insert(found->end(), points[i].begin(), points[i].end());
    }
    return out;
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
    std::size_t before = 0;
    for (const auto& front : fronts) {
        if (before >= most_placed) break;
        add_places(points, front, worst, out);
        before += front.size();
    }
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
