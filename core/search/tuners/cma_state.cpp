// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/cma_state.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/Eigenvalues>

namespace lathe::search {

namespace {

constexpr int redraws = 8;
constexpr double smallest_step = 1e-10;  // of the unit box
constexpr double largest_step = 1.0;

}  // namespace

CmaState::CmaState(const space::Layout& layout, double sigma, std::size_t lambda, std::span<const double> start)
    : layout_(layout), sigma_(sigma) {
    for (std::size_t c = 0; c < layout.size(); ++c) {
        const auto& column = layout.columns()[c];
        if (!column.is_choice()) {
            numeric_.push_back(c);
            continue;
        }
        choice_.push_back(c);
        const std::size_t branches = column.distribution.branches.size();
        probabilities_.emplace_back(branches, 1.0 / static_cast<double>(branches));
    }
    const auto n = static_cast<Eigen::Index>(numeric_.size());
    const double dim = std::max<double>(1, static_cast<double>(n));
    const double all = std::max<double>(1, static_cast<double>(layout.size()));
    lambda_ = lambda > 1 ? lambda : 4 + static_cast<std::size_t>(3 * std::log(all));
    mu_ = lambda_ / 2;
    weights_.resize(lambda_);
    for (std::size_t i = 0; i < lambda_; ++i)
        weights_[i] = std::log((static_cast<double>(lambda_) + 1) / 2) - std::log(static_cast<double>(i) + 1);
    const auto sums = [](auto begin, auto end) {
        double sum = 0;
        double squares = 0;
        for (auto w = begin; w != end; ++w) {
            sum += *w;
            squares += *w * *w;
        }
        return std::pair(sum, squares);
    };
    const auto middle = weights_.begin() + static_cast<std::ptrdiff_t>(mu_);
    const auto [positive, positive_squares] = sums(weights_.begin(), middle);
    const auto [negative, negative_squares] = sums(middle, weights_.end());
    mu_eff_ = positive * positive / positive_squares;
    const double mu_eff_minus = negative_squares > 0 ? negative * negative / negative_squares : 0;
    c_1_ = 2 / ((dim + 1.3) * (dim + 1.3) + mu_eff_);
    c_mu_ = std::min(1 - c_1_, 2 * (mu_eff_ - 2 + 1 / mu_eff_) / ((dim + 2) * (dim + 2) + mu_eff_));
    const double scale =
        c_mu_ > 0
            ? std::min({1 + c_1_ / c_mu_, 1 + 2 * mu_eff_minus / (mu_eff_ + 2), (1 - c_1_ - c_mu_) / (dim * c_mu_)})
            : 0;
    for (std::size_t i = 0; i < lambda_; ++i)
        weights_[i] *= i < mu_ ? 1 / positive : (negative < 0 ? scale / -negative : 0);
    c_sigma_ = (mu_eff_ + 2) / (dim + mu_eff_ + 5);
    d_sigma_ = 1 + 2 * std::max(0.0, std::sqrt((mu_eff_ - 1) / (dim + 1)) - 1) + c_sigma_;
    c_c_ = (4 + mu_eff_ / dim) / (dim + 4 + 2 * mu_eff_ / dim);
    chi_ = std::sqrt(dim) * (1 - 1 / (4 * dim) + 1 / (21 * dim * dim));
    mean_ = Eigen::VectorXd::Constant(n, 0.5);
    if (!start.empty())
        for (Eigen::Index i = 0; i < n; ++i) mean_[i] = start[numeric_[static_cast<std::size_t>(i)]];
    covariance_ = Eigen::MatrixXd::Identity(n, n);
    axes_ = covariance_;
    lengths_ = Eigen::VectorXd::Ones(n);
    path_sigma_ = Eigen::VectorXd::Zero(n);
    path_c_ = path_sigma_;
}

space::Row CmaState::sample(Random& random) const {
    space::Row row(layout_.size(), 0);
    for (std::size_t i = 0; i < choice_.size(); ++i) {
        double left = random.uniform();
        std::size_t branch = 0;
        while (branch + 1 < probabilities_[i].size() && left >= probabilities_[i][branch])
            left -= probabilities_[i][branch++];
        row[choice_[i]] = static_cast<double>(branch);
    }
    Eigen::VectorXd x;
    for (int attempt = 0; attempt < redraws; ++attempt) {
        Eigen::VectorXd z(mean_.size());
        for (double& one : z) one = random.normal();
        x = mean_ + sigma_ * (axes_ * lengths_.cwiseProduct(z));
        if (x.size() == 0 || (x.minCoeff() >= 0 && x.maxCoeff() <= 1)) break;
    }
    for (std::size_t i = 0; i < numeric_.size(); ++i)
        row[numeric_[i]] = std::clamp(x[static_cast<Eigen::Index>(i)], 0.0, 1.0);
    return row;
}

void CmaState::tell(std::span<const double> row, double loss, std::uint64_t seed) {
    Point point{Eigen::VectorXd(mean_.size()), {}, loss};
    Random random(seed);
    for (std::size_t i = 0; i < numeric_.size(); ++i) {
        const auto at = static_cast<Eigen::Index>(i);
        const double x = row[numeric_[i]];
        // An inactive column says nothing: a draw from its own distribution leaves that as it is.
        point.x[at] = std::isnan(x) ? mean_[at] + sigma_ * std::sqrt(covariance_(at, at)) * random.normal() : x;
    }
    for (const std::size_t c : choice_) point.choices.push_back(row[c]);
    points_.push_back(std::move(point));
    if (points_.size() >= lambda_) move();
}

void CmaState::move() {
    std::vector<const Point*> order;
    for (const Point& point : points_) order.push_back(&point);
    std::ranges::stable_sort(order, {}, &Point::loss);
    move_choices(order);
    if (mean_.size() > 0) {
        const auto inverse_root = [&](const Eigen::VectorXd& v) -> Eigen::VectorXd {
            return axes_ * (axes_.transpose() * v).cwiseQuotient(lengths_);
        };
        const double dim = static_cast<double>(mean_.size());
        std::vector<Eigen::VectorXd> steps;
        Eigen::VectorXd step = Eigen::VectorXd::Zero(mean_.size());
        for (std::size_t i = 0; i < lambda_; ++i) {
            steps.push_back((order[i]->x - mean_) / sigma_);
            // A point that another distribution gave may be far away: its step is shortened (Hansen 2011, "Injecting
            // external solutions into CMA-ES").
            const double length = inverse_root(steps.back()).norm();
            const double longest = std::sqrt(dim) + 2 * dim / (dim + 2);
            if (length > longest) steps.back() *= longest / length;
            if (i < mu_) step += weights_[i] * steps.back();
        }
        ++generation_;
        mean_ = (mean_ + sigma_ * step).cwiseMax(0.0).cwiseMin(1.0);
        path_sigma_ =
            (1 - c_sigma_) * path_sigma_ + std::sqrt(c_sigma_ * (2 - c_sigma_) * mu_eff_) * inverse_root(step);
        const double length = path_sigma_.norm();
        const bool moves =
            length / std::sqrt(1 - std::pow(1 - c_sigma_, 2 * generation_)) < (1.4 + 2 / (dim + 1)) * chi_;
        path_c_ *= 1 - c_c_;
        if (moves) path_c_ += std::sqrt(c_c_ * (2 - c_c_) * mu_eff_) * step;
        const double lost = moves ? 0 : c_c_ * (2 - c_c_);
        const double sum = std::accumulate(weights_.begin(), weights_.end(), 0.0);
        covariance_ *= 1 + c_1_ * lost - c_1_ - c_mu_ * sum;
        covariance_.noalias() += c_1_ * path_c_ * path_c_.transpose();
        for (std::size_t i = 0; i < lambda_; ++i) {
            double weight = weights_[i];
            if (weight < 0) weight *= dim / std::max(1e-12, inverse_root(steps[i]).squaredNorm());
            covariance_.noalias() += c_mu_ * weight * steps[i] * steps[i].transpose();
        }
        sigma_ = std::min(largest_step, sigma_ * std::exp(std::min(1.0, c_sigma_ / d_sigma_ * (length / chi_ - 1))));
        // Decomposing costs n^3: only as often as the covariance changes noticeably.
        const double pause = 1 / (10 * dim * (c_1_ + c_mu_));
        if (generation_ - decomposed_ >= pause) decompose();
    }
    points_.clear();
}

// The natural gradient of the expected weight, for each choice by itself; no branch dies out.
void CmaState::move_choices(const std::vector<const Point*>& best) {
    for (std::size_t i = 0; i < choice_.size(); ++i) {
        auto& p = probabilities_[i];
        const double branches = static_cast<double>(p.size());
        if (p.size() < 2) continue;
        const double rate = std::min(0.5, 1.0 / (1 + branches * static_cast<double>(choice_.size()) / mu_eff_));
        std::vector<double> gain(p.size(), 0.0);
        double seen = 0;
        for (std::size_t k = 0; k < mu_; ++k) {
            if (std::isnan(best[k]->choices[i])) continue;
            gain[static_cast<std::size_t>(best[k]->choices[i])] += weights_[k];
            seen += weights_[k];
        }
        const double smallest = 0.2 / (branches * std::max(1.0, static_cast<double>(choice_.size())));
        double total = 0;
        for (std::size_t b = 0; b < p.size(); ++b) {
            p[b] = std::max(smallest, p[b] + rate * (gain[b] - seen * p[b]));
            total += p[b];
        }
        for (double& one : p) one /= total;
    }
}

void CmaState::decompose() {
    decomposed_ = generation_;
    covariance_ = ((covariance_ + covariance_.transpose()) / 2).eval();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance_);
    axes_ = solver.eigenvectors();
    lengths_ = solver.eigenvalues().cwiseMax(1e-20).cwiseSqrt();
    if (solver.eigenvalues().minCoeff() <= 0)
        covariance_ = axes_ * lengths_.cwiseAbs2().asDiagonal() * axes_.transpose();
}

bool CmaState::converged() const {
    if (mean_.size() == 0) return false;
    if (!std::isfinite(sigma_) || !lengths_.allFinite()) return true;
    return sigma_ * lengths_.maxCoeff() < smallest_step || lengths_.maxCoeff() > 1e7 * lengths_.minCoeff();
}

}  // namespace lathe::search
