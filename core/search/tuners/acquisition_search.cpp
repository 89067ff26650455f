// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/acquisition_search.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <nlopt.hpp>

namespace lathe::search {

namespace {

constexpr int random_rows = 256;
constexpr int mutants = 24;  // of each anchor
constexpr std::size_t climbers = 5;
constexpr int climb_evaluations = 30;
constexpr std::size_t most_branches = 16;  // tried of a choice

}  // namespace

std::vector<AcquisitionSearch::Candidate> AcquisitionSearch::valued(std::vector<space::Row> rows) const {
    std::vector<Candidate> out;
    const auto values = function_.at_all(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) out.push_back({std::move(rows[i]), values[i]});
    return out;
}

void AcquisitionSearch::stay_near(std::span<const double> centre, double radius) {
    for (std::size_t c = 0; c < centre.size(); ++c) {
        if (std::isnan(centre[c])) continue;
        low_[c] = std::max(0.0, centre[c] - radius);
        high_[c] = std::min(1.0, centre[c] + radius);
    }
}

void AcquisitionSearch::keep_apart(std::vector<std::span<const double>> rows, double distance) {
    apart_ = std::move(rows);
    distance_ = distance;
}

bool AcquisitionSearch::is_free(std::span<const double> row) const {
    if (seen_.has(row)) return false;
    return std::ranges::none_of(apart_, [&](std::span<const double> other) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (std::isnan(row[c]) && std::isnan(other[c])) continue;
            const double least = layout_.columns()[c].is_choice() ? 0.5 : distance_;
            if (!(std::abs(row[c] - other[c]) < least)) return false;
        }
        return true;
    });
}

space::Row AcquisitionSearch::mutant(std::span<const double> anchor, Random& random) const {
    space::Row row(anchor.begin(), anchor.end());
    // From one parameter changed a little to many changed much.
    const double width = std::pow(10, random.uniform(-2.5, -0.5));
    const double share = std::max(1.0 / static_cast<double>(row.size()), random.uniform() * random.uniform());
    for (std::size_t c = 0; c < row.size(); ++c) {
        if (std::isnan(row[c])) continue;
        const auto& column = layout_.columns()[c];
        const bool changes = random.uniform() < share;
        if (!column.is_choice())  // an anchor may itself be out of bounds
            row[c] = std::clamp(row[c] + (changes ? width * random.normal() : 0), low_[c], high_[c]);
        else if (changes && random.uniform() < 0.5)
            row[c] = static_cast<double>(random.below(column.distribution.branches.size()));
    }
    layout_.complete(row, random);
    return layout_.snap(row);
}

std::vector<space::Row> AcquisitionSearch::run(const std::vector<std::span<const double>>& anchors,
                                               Random& random) const {
    std::vector<space::Row> rows;
    const auto consider = [&](space::Row row) {
        if (is_free(row)) rows.push_back(std::move(row));
    };
    for (int i = 0; i < random_rows; ++i) {
        space::Row row = layout_.sample(random);
        for (std::size_t c = 0; c < row.size(); ++c)
            if (!layout_.columns()[c].is_choice()) row[c] = low_[c] + (high_[c] - low_[c]) * row[c];
        consider(layout_.snap(row));
    }
    for (const auto anchor : anchors)
        for (int i = 0; i < mutants; ++i) consider(mutant(anchor, random));
    auto candidates = valued(std::move(rows));
    const auto better = [](const Candidate& a, const Candidate& b) { return a.value > b.value; };
    std::ranges::stable_sort(candidates, better);
    for (std::size_t i = 0; i < std::min(climbers, candidates.size()); ++i) {
        climb(candidates[i]);
        change_choices(candidates[i], random);
    }
    std::ranges::stable_sort(candidates, better);
    std::vector<space::Row> out;
    for (std::size_t i = 0; i < std::min<std::size_t>(8, candidates.size()); ++i)
        out.push_back(std::move(candidates[i].row));
    return out;
}

void AcquisitionSearch::climb(Candidate& candidate) const {
    std::vector<std::size_t> free;
    for (std::size_t c = 0; c < candidate.row.size(); ++c)
        if (!layout_.columns()[c].is_choice() && !std::isnan(candidate.row[c])) free.push_back(c);
    if (free.empty()) return;
    struct Target {
        const AcquisitionSearch* search;
        const std::vector<std::size_t>* free;
        space::Row row;
        double best;
        std::vector<double> best_at;
        Eigen::VectorXd slope;
    } target{this, &free, candidate.row, candidate.value, {}, {}};
    const auto function = [](const std::vector<double>& x, std::vector<double>& gradient, void* data) {
        Target& t = *static_cast<Target*>(data);
        for (std::size_t i = 0; i < x.size(); ++i) t.row[(*t.free)[i]] = x[i];
        const double value = t.search->function_.at(t.row, &t.slope);
        for (std::size_t i = 0; i < gradient.size(); ++i)
            gradient[i] = t.slope[static_cast<Eigen::Index>((*t.free)[i])];
        if (value > t.best) {
            t.best = value;
            t.best_at = x;
        }
        return std::isfinite(value) ? value : -1e30;
    };
    nlopt::opt optimizer(nlopt::LD_LBFGS, static_cast<unsigned>(free.size()));
    std::vector<double> low;
    std::vector<double> high;
    for (const std::size_t c : free) {
        low.push_back(low_[c]);
        high.push_back(high_[c]);
    }
    optimizer.set_lower_bounds(low);
    optimizer.set_upper_bounds(high);
    optimizer.set_max_objective(function, &target);
    optimizer.set_maxeval(climb_evaluations);
    optimizer.set_xtol_abs(1e-6);
    std::vector<double> x;
    x.reserve(free.size());
    for (const std::size_t c : free) x.push_back(std::clamp(candidate.row[c], low_[c], high_[c]));
    double value = 0;
    try {
        optimizer.optimize(x, value);
    } catch (const std::exception&) {
        // Rounding ended the line search: the best point so far is what it found.
    }
    if (target.best_at.empty()) return;
    space::Row row = candidate.row;
    for (std::size_t i = 0; i < free.size(); ++i) row[free[i]] = target.best_at[i];
    row = layout_.snap(row);  // quantised kinds move to the nearest value, which may be worse
    const double snapped = function_.at(row, nullptr);
    if (snapped > candidate.value && is_free(row)) candidate = {std::move(row), snapped};
}

void AcquisitionSearch::change_choices(Candidate& candidate, Random& random) const {
    for (std::size_t c = 0; c < layout_.size(); ++c) {
        const auto& column = layout_.columns()[c];
        if (!column.is_choice() || std::isnan(candidate.row[c])) continue;
        const std::size_t branches = column.distribution.branches.size();
        for (std::size_t i = 0; i < std::min(branches, most_branches); ++i) {
            const std::size_t branch = branches <= most_branches ? i : random.below(branches);
            if (candidate.row[c] == static_cast<double>(branch)) continue;
            space::Row row = candidate.row;
            row[c] = static_cast<double>(branch);
            layout_.complete(row, random);
            row = layout_.snap(row);
            const double value = function_.at(row, nullptr);
            if (value > candidate.value && is_free(row)) candidate = {std::move(row), value};
        }
    }
}

}  // namespace lathe::search
