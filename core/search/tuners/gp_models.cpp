// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/gp_models.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/search/tuners/warp.h"

namespace lathe::search {

namespace {

constexpr std::size_t most_fitted = 128;  // hyper-parameters do not get better with more points than this
constexpr std::size_t most_points = 300;

bool is_finite(const std::vector<double>& losses) {
    return std::ranges::all_of(losses, [](double x) { return std::isfinite(x); });
}

std::vector<std::size_t> finite_of(const Ended& ended) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < ended.losses.size(); ++i)
        if (is_finite(ended.losses[i])) out.push_back(i);
    return out;
}

std::vector<double> losses_of(const Ended& ended, std::size_t objective, const std::vector<std::size_t>& some) {
    std::vector<double> out;
    for (const std::size_t i : some) out.push_back(ended.losses[i][objective]);
    return out;
}

std::vector<double> excesses_of(const Ended& ended, std::size_t constraint, const std::vector<std::size_t>& some) {
    std::vector<double> out;
    for (const std::size_t i : some) out.push_back(ended.excesses[i][constraint]);
    return out;
}

std::vector<std::span<const double>> rows_of(const Ended& ended, const std::vector<std::size_t>& some) {
    std::vector<std::span<const double>> out;
    for (const std::size_t i : some) out.push_back(ended.rows[i]);
    return out;
}

// Of one that was stopped before it came to all its objectives nothing is known.
std::vector<Feasibility::Outcome> outcomes_of(const Ended& ended) {
    std::vector<Feasibility::Outcome> out;
    for (std::size_t i = 0; i < ended.rows.size(); ++i)
        if (ended.failed[i] != 0 || is_finite(ended.losses[i])) out.push_back({ended.rows[i], ended.failed[i] != 0});
    return out;
}

Eigen::VectorXd picked(const Eigen::VectorXd& all, const std::vector<std::size_t>& places) {
    Eigen::VectorXd out(static_cast<Eigen::Index>(places.size()));
    for (std::size_t i = 0; i < places.size(); ++i)
        out[static_cast<Eigen::Index>(i)] = all[static_cast<Eigen::Index>(places[i])];
    return out;
}

// Places in `best_first`: all of them while they are few; then the best, and a sample of the others.
std::vector<std::size_t> fitted_places(std::size_t count) {
    std::vector<std::size_t> out;
    const std::size_t others = std::max<std::size_t>(1, count / (most_fitted / 2));
    for (std::size_t i = 0; i < count; ++i)
        if (count <= most_fitted || i < most_fitted / 2 || i % others == 0) out.push_back(i);
    return out;
}

// All while they are few; then the best and the newest.
std::vector<std::size_t> most_telling(std::vector<std::size_t> finite, const std::vector<double>& compared) {
    if (finite.size() <= most_points) return finite;
    std::ranges::stable_sort(finite, {}, [&](std::size_t i) { return compared[i]; });
    std::ranges::sort(finite.begin() + most_points / 2, finite.end(), std::greater());
    finite.resize(most_points);
    std::ranges::sort(finite);
    return finite;
}

GpModels::Objective learn(GaussianProcess gp, const Ended& ended, std::size_t objective,
                          const std::vector<std::size_t>& telling, const std::vector<std::size_t>& finite) {
    for (const std::size_t i : telling) gp.add(ended.rows[i]);
    const Eigen::VectorXd y = normal_scores(losses_of(ended, objective, telling));
    gp.set_targets(y);
    std::vector<double> believed(ended.rows.size(), HUGE_VAL);
    for (const std::size_t i : finite) believed[i] = gp.mean_at(ended.rows[i]);
    for (std::size_t i = 0; i < telling.size(); ++i)
        believed[telling[i]] += (y[static_cast<Eigen::Index>(i)] - believed[telling[i]]) / 2;
    return {std::move(gp), std::move(believed)};
}

}  // namespace

GpHyperparameterSet fit_models(const space::Layout& layout, const GpKernel& kernel, const Ended& ended) {
    const GaussianProcess gp(layout, kernel.nu, kernel.noise_floor);
    const auto compared = scalarised(ended);
    auto best_first = finite_of(ended);
    std::ranges::stable_sort(best_first, {}, [&](std::size_t i) { return compared[i]; });
    const auto places = fitted_places(best_first.size());
    std::vector<std::span<const double>> rows;
    for (const std::size_t place : places) rows.push_back(ended.rows[best_first[place]]);
    const auto fitted = [&](const Eigen::VectorXd& targets) {
        if (rows.size() < 2) return GpHyperparameters::prior_mode(layout.size());
        return gp.fit(rows, picked(targets, places));
    };
    GpHyperparameterSet out;
    for (std::size_t k = 0; k < ended.losses.front().size(); ++k)
        out.objectives.push_back(fitted(normal_scores(losses_of(ended, k, best_first))));
    for (std::size_t k = 0; k < ended.excesses.front().size(); ++k)
        out.constraints.push_back(fitted(ScaledExcesses(excesses_of(ended, k, best_first)).targets));
    if (std::ranges::find(ended.failed, 1) != ended.failed.end())
        out.success = Feasibility::fit(gp, outcomes_of(ended));
    return out;
}

GpModels::GpModels(const space::Layout& layout, const GpKernel& kernel, const Ended& ended,
                   const GpHyperparameterSet& hyperparameters)
    : finite_(finite_of(ended)) {
    const auto telling = most_telling(finite_, scalarised(ended));
    const auto& h = hyperparameters;
    for (std::size_t k = 0; k < h.objectives.size(); ++k) {
        GaussianProcess gp(layout, kernel.nu, kernel.noise_floor);
        gp.set(h.objectives[k]);
        objectives_.push_back(learn(std::move(gp), ended, k, telling, finite_));
    }
    for (std::size_t k = 0; k < h.constraints.size(); ++k)
        limits_.push_back(std::make_unique<KeptLimit>(layout, kernel.nu, kernel.noise_floor, rows_of(ended, telling),
                                                      excesses_of(ended, k, telling), h.constraints[k]));
    if (h.success)
        success_ = std::make_unique<Feasibility>(layout, kernel.nu, kernel.noise_floor, outcomes_of(ended), *h.success);
}

std::vector<const Chance*> GpModels::chances() const {
    std::vector<const Chance*> out;
    for (const auto& one : limits_) out.push_back(one.get());
    if (success_) out.push_back(success_.get());
    return out;
}

std::optional<std::vector<double>> GpModels::believe(std::span<const double> row) {
    bool keeps = true;
    for (const auto& one : limits_) keeps = one->believe(row) && keeps;
    std::vector<double> out;
    for (Objective& one : objectives_) out.push_back(one.gp.believe(row));
    return keeps ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace lathe::search
