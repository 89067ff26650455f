// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/gaussian_process.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Cholesky>
#include <nlopt.hpp>

namespace lathe::search {

namespace {

constexpr int fit_evaluations = 40;
constexpr double scale_deviation = std::numbers::sqrt3;  // of the prior of ln(length scale)
constexpr double certain = 1e-6;  // noise, as a share of the signal, of what is taken for certain
constexpr double signal_deviation = 1;
constexpr double noise_mean = -8;
constexpr double noise_deviation = 3;

double scale_mean(std::size_t columns) {
    return std::numbers::sqrt2 + std::log(static_cast<double>(columns)) / 2;
}

// The density's derivative by ln(scale) vanishes here.
double scale_mode(std::size_t columns) {
    return scale_mean(columns) - 1;
}

}  // namespace

double column_distance(bool is_choice, double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b) ? 0 : 1;
    if (is_choice) return a == b ? 0 : 1;
    return (a - b) * (a - b);
}

GpHyperparameters GpHyperparameters::prior_mode(std::size_t columns) {
    return {Eigen::VectorXd::Constant(static_cast<Eigen::Index>(columns), std::min(0.0, scale_mode(columns) - 1)), 0,
            -6};
}

GaussianProcess::GaussianProcess(const space::Layout& layout, double nu, double noise_floor)
    : nu_(nu), noise_floor_(noise_floor) {
    for (std::size_t c = 0; c < layout.size(); ++c) {
        const auto& column = layout.columns()[c];
        is_choice_.push_back(column.is_choice());
        (column.is_choice() || column.parent >= 0 ? others_ : plain_).push_back(c);
    }
    set(GpHyperparameters::prior_mode(layout.size()));
}

void GaussianProcess::kernel(const Eigen::ArrayXd& r2, Eigen::ArrayXd& values, Eigen::ArrayXd* slopes) const {
    if (nu_ < 1) {
        const Eigen::ArrayXd r = r2.sqrt();
        values = (-r).exp();
        if (slopes) *slopes = (r > 1e-12).select(-values / (2 * r), 0);
        return;
    }
    const double factor = nu_ < 2 ? 3.0 : 5.0;
    const Eigen::ArrayXd s = (factor * r2).sqrt();
    const Eigen::ArrayXd decay = (-s).exp();
    if (nu_ < 2) {
        values = (1 + s) * decay;
        if (slopes) *slopes = -1.5 * decay;
    } else {
        values = (1 + s + factor / 3 * r2) * decay;
        if (slopes) *slopes = -factor / 6 * (1 + s) * decay;
    }
}

Eigen::ArrayXd GaussianProcess::distances(std::span<const double> row) const {
    Eigen::VectorXd at(points_.rows());
    for (std::size_t i = 0; i < plain_.size(); ++i) {
        const auto c = static_cast<Eigen::Index>(plain_[i]);
        at[static_cast<Eigen::Index>(i)] = row[plain_[i]] * std::sqrt(inverse_scales_[c]);
    }
    Eigen::ArrayXd out = Eigen::ArrayXd::Zero(count_);
    if (at.size() > 0) out = (points_.leftCols(count_).colwise() - at).colwise().squaredNorm().transpose().array();
    for (const std::size_t c : others_) {
        const double scale = inverse_scales_[static_cast<Eigen::Index>(c)];
        for (Eigen::Index i = 0; i < count_; ++i)
            out[i] += scale * column_distance(is_choice_[c] != 0, row[c], rows_[static_cast<std::size_t>(i)][c]);
    }
    return out;
}

// x: log scales, log signal, log noise.
double GaussianProcess::negative_log_posterior(const std::vector<Eigen::MatrixXd>& distances, const Eigen::VectorXd& y,
                                               const std::vector<double>& x, std::vector<double>& gradient) const {
    const std::size_t columns = distances.size();
    const Eigen::Index n = y.size();
    const double signal = std::exp(x[columns]);
    const double noise = std::exp(x[columns + 1]);
    Eigen::MatrixXd r2 = Eigen::MatrixXd::Zero(n, n);
    for (std::size_t c = 0; c < columns; ++c) r2.noalias() += std::exp(-2 * x[c]) * distances[c];
    Eigen::ArrayXd values;
    Eigen::ArrayXd slopes;
    kernel(Eigen::Map<const Eigen::ArrayXd>(r2.data(), r2.size()), values, gradient.empty() ? nullptr : &slopes);
    const Eigen::MatrixXd k = signal * Eigen::Map<const Eigen::MatrixXd>(values.data(), n, n);
    Eigen::MatrixXd with_noise = k;
    with_noise.diagonal().array() += noise + noise_floor_;
    const Eigen::LLT<Eigen::MatrixXd> llt(with_noise);
    if (llt.info() != Eigen::Success) {
        std::ranges::fill(gradient, 0.0);
        return 1e30;
    }
    const Eigen::VectorXd alpha = llt.solve(y);
    double value = 0.5 * y.dot(alpha) + llt.matrixLLT().diagonal().array().log().sum();
    if (!gradient.empty()) {
        // d/dtheta = 1/2 sum((K^-1 - alpha alpha^T) * dK/dtheta)
        Eigen::MatrixXd w = Eigen::MatrixXd::Identity(n, n);
        llt.matrixL().solveInPlace(w);
        w = (w.transpose() * w).eval();
        w.noalias() -= alpha * alpha.transpose();
        const Eigen::MatrixXd by_r2 = w.cwiseProduct(signal * Eigen::Map<const Eigen::MatrixXd>(slopes.data(), n, n));
        for (std::size_t c = 0; c < columns; ++c)
            gradient[c] = -std::exp(-2 * x[c]) * by_r2.cwiseProduct(distances[c]).sum();
        gradient[columns] = 0.5 * w.cwiseProduct(k).sum();
        gradient[columns + 1] = 0.5 * noise * w.trace();
    }
    const auto normal_prior = [&](std::size_t i, double mean, double deviation) {
        const double z = (x[i] - mean) / deviation;
        value += 0.5 * z * z;
        if (!gradient.empty()) gradient[i] += z / deviation;
    };
    for (std::size_t c = 0; c < columns; ++c) normal_prior(c, scale_mean(columns), scale_deviation);
    normal_prior(columns, 0, signal_deviation);
    normal_prior(columns + 1, noise_mean, noise_deviation);
    return value;
}

GpHyperparameters GaussianProcess::fit(const std::vector<std::span<const double>>& rows,
                                       const Eigen::VectorXd& y) const {
    const std::size_t columns = is_choice_.size();
    const auto n = static_cast<Eigen::Index>(rows.size());
    std::vector<Eigen::MatrixXd> distances(columns, Eigen::MatrixXd(n, n));
    for (std::size_t c = 0; c < columns; ++c)
        for (Eigen::Index j = 0; j < n; ++j)
            for (Eigen::Index i = 0; i < n; ++i)
                distances[c](i, j) = column_distance(is_choice_[c] != 0, rows[static_cast<std::size_t>(i)][c],
                                                     rows[static_cast<std::size_t>(j)][c]);
    const GpHyperparameters start = GpHyperparameters::prior_mode(columns);
    std::vector<double> x(start.log_scales.begin(), start.log_scales.end());
    x.push_back(start.log_signal);
    x.push_back(start.log_noise);
    std::vector<double> best = x;
    double best_value = HUGE_VAL;
    struct Target {
        const GaussianProcess* gp;
        const std::vector<Eigen::MatrixXd>* distances;
        const Eigen::VectorXd* y;
        std::vector<double>* best;
        double* best_value;
    } target{this, &distances, &y, &best, &best_value};
    const auto function = [](const std::vector<double>& at, std::vector<double>& gradient, void* data) {
        const auto& t = *static_cast<Target*>(data);
        const double value = t.gp->negative_log_posterior(*t.distances, *t.y, at, gradient);
        if (value < *t.best_value) {
            *t.best_value = value;
            *t.best = at;
        }
        return value;
    };
    nlopt::opt optimizer(nlopt::LD_LBFGS, static_cast<unsigned>(x.size()));
    std::vector<double> low(x.size(), -5);
    std::vector<double> high(x.size(), 6);
    low.back() = -16;
    high.back() = 2;
    optimizer.set_lower_bounds(low);
    optimizer.set_upper_bounds(high);
    optimizer.set_min_objective(function, &target);
    optimizer.set_maxeval(fit_evaluations);
    optimizer.set_ftol_rel(1e-4);
    double value = 0;
    try {
        optimizer.optimize(x, value);
    } catch (const std::exception&) {
        // Rounding ended the line search: the best point so far is what it found.
    }
    GpHyperparameters out;
    out.log_scales = Eigen::Map<const Eigen::VectorXd>(best.data(), static_cast<Eigen::Index>(columns));
    out.log_signal = best[columns];
    out.log_noise = best[columns + 1];
    return out;
}

void GaussianProcess::set(GpHyperparameters hyperparameters) {
    hyper_ = std::move(hyperparameters);
    inverse_scales_ = (-2 * hyper_.log_scales.array()).exp();
    signal_ = std::exp(hyper_.log_signal);
    noise_ = std::exp(hyper_.log_noise) + noise_floor_;
    rows_.clear();
    points_.resize(static_cast<Eigen::Index>(plain_.size()), 0);
    count_ = 0;
}

Eigen::VectorXd GaussianProcess::covariances(std::span<const double> row) const {
    Eigen::ArrayXd out;
    kernel(distances(row), out, nullptr);
    return signal_ * out;
}

void GaussianProcess::add(std::span<const double> row, double noise) {
    if (count_ == cholesky_.rows()) {
        const Eigen::Index room = std::max<Eigen::Index>(32, 2 * count_);
        cholesky_.conservativeResize(room, room);
    }
    if (count_ == points_.cols()) points_.conservativeResize(Eigen::NoChange, std::max<Eigen::Index>(32, 2 * count_));
    Eigen::VectorXd k = covariances(row);
    cholesky_.topLeftCorner(count_, count_).triangularView<Eigen::Lower>().solveInPlace(k);
    cholesky_.row(count_).head(count_) = k.transpose();
    cholesky_(count_, count_) = std::sqrt(std::max(signal_ + noise - k.squaredNorm(), 1e-10 * signal_ + 1e-12));
    for (std::size_t i = 0; i < plain_.size(); ++i) {
        const auto c = static_cast<Eigen::Index>(plain_[i]);
        points_(static_cast<Eigen::Index>(i), count_) = row[plain_[i]] * std::sqrt(inverse_scales_[c]);
    }
    rows_.push_back(row);
    ++count_;
}

void GaussianProcess::set_targets(const Eigen::VectorXd& y) {
    targets_ = y;
    alpha_ = y;
    const auto lower = cholesky_.topLeftCorner(count_, count_).triangularView<Eigen::Lower>();
    lower.solveInPlace(alpha_);
    lower.transpose().solveInPlace(alpha_);
}

double GaussianProcess::believe(std::span<const double> row) {
    const double predicted = mean_at(row);
    Eigen::VectorXd y = targets_;
    y.conservativeResize(y.size() + 1);
    y[y.size() - 1] = predicted;
    add(row, std::min(noise_, certain * signal_));
    set_targets(y);
    return predicted;
}

GaussianProcess::Prediction GaussianProcess::predict(std::span<const double> row) const {
    Eigen::VectorXd k = covariances(row);
    const double mean = k.dot(alpha_);
    cholesky_.topLeftCorner(count_, count_).triangularView<Eigen::Lower>().solveInPlace(k);
    return {mean, std::max(1e-12 * signal_, signal_ - k.squaredNorm())};
}

std::vector<GaussianProcess::Prediction> GaussianProcess::predict(const std::vector<space::Row>& rows) const {
    Eigen::MatrixXd k(count_, static_cast<Eigen::Index>(rows.size()));
    for (std::size_t i = 0; i < rows.size(); ++i) k.col(static_cast<Eigen::Index>(i)) = covariances(rows[i]);
    const Eigen::VectorXd means = k.transpose() * alpha_;
    cholesky_.topLeftCorner(count_, count_).triangularView<Eigen::Lower>().solveInPlace(k);
    std::vector<Prediction> out;
    for (Eigen::Index i = 0; i < k.cols(); ++i)
        out.push_back({means[i], std::max(1e-12 * signal_, signal_ - k.col(i).squaredNorm())});
    return out;
}

GaussianProcess::Joint GaussianProcess::predict_together(const std::vector<space::Row>& rows) const {
    const auto n = static_cast<Eigen::Index>(rows.size());
    Eigen::MatrixXd k(count_, n);
    for (Eigen::Index i = 0; i < n; ++i) k.col(i) = covariances(rows[static_cast<std::size_t>(i)]);
    Joint out{k.transpose() * alpha_, Eigen::MatrixXd(n, n)};
    Eigen::ArrayXd r2(n);
    Eigen::ArrayXd values;
    for (Eigen::Index j = 0; j < n; ++j) {
        for (Eigen::Index i = 0; i < n; ++i) {
            const auto& a = rows[static_cast<std::size_t>(i)];
            const auto& b = rows[static_cast<std::size_t>(j)];
            double sum = 0;
            for (std::size_t c = 0; c < is_choice_.size(); ++c)
                sum += inverse_scales_[static_cast<Eigen::Index>(c)] * column_distance(is_choice_[c] != 0, a[c], b[c]);
            r2[i] = sum;
        }
        kernel(r2, values, nullptr);
        out.covariance.col(j) = signal_ * values.matrix();
    }
    cholesky_.topLeftCorner(count_, count_).triangularView<Eigen::Lower>().solveInPlace(k);
    out.covariance.noalias() -= k.transpose() * k;
    return out;
}

GaussianProcess::Prediction GaussianProcess::predict(std::span<const double> row, Eigen::VectorXd& d_mean,
                                                     Eigen::VectorXd& d_variance) const {
    Eigen::ArrayXd values;
    Eigen::ArrayXd slopes;
    kernel(distances(row), values, &slopes);
    const Eigen::VectorXd k = signal_ * values;
    const double mean = k.dot(alpha_);
    const auto lower = cholesky_.topLeftCorner(count_, count_).triangularView<Eigen::Lower>();
    Eigen::VectorXd v = k;
    lower.solveInPlace(v);
    const double variance = std::max(1e-12 * signal_, signal_ - v.squaredNorm());
    lower.transpose().solveInPlace(v);  // K^-1 k
    const Eigen::VectorXd by_mean = 2 * signal_ * slopes * alpha_.array();
    const Eigen::VectorXd by_variance = -4 * signal_ * slopes * v.array();
    d_mean = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(is_choice_.size()));
    d_variance = d_mean;
    const Eigen::VectorXd near_mean = points_.leftCols(count_) * by_mean;
    const Eigen::VectorXd near_variance = points_.leftCols(count_) * by_variance;
    for (std::size_t i = 0; i < plain_.size(); ++i) {
        const auto c = static_cast<Eigen::Index>(plain_[i]);
        const double inverse = std::sqrt(inverse_scales_[c]);
        const double at = row[plain_[i]] * inverse;
        d_mean[c] = inverse * (at * by_mean.sum() - near_mean[static_cast<Eigen::Index>(i)]);
        d_variance[c] = inverse * (at * by_variance.sum() - near_variance[static_cast<Eigen::Index>(i)]);
    }
    for (const std::size_t column : others_) {
        if (is_choice_[column] != 0 || std::isnan(row[column])) continue;
        const auto c = static_cast<Eigen::Index>(column);
        for (Eigen::Index i = 0; i < count_; ++i) {
            const double difference = row[column] - rows_[static_cast<std::size_t>(i)][column];
            if (std::isnan(difference)) continue;
            d_mean[c] += inverse_scales_[c] * by_mean[i] * difference;
            d_variance[c] += inverse_scales_[c] * by_variance[i] * difference;
        }
    }
    return {mean, variance};
}

}  // namespace lathe::search
