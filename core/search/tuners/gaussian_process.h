// SPDX-License-Identifier: GPL-3.0-or-later
// Gaussian process regression over rows of a space (Rasmussen, Williams 2006) with a Matern kernel whose length scale
// is fitted for each column by itself.
#pragma once

#include <span>
#include <vector>

#include <Eigen/Core>

#include "core/space/layout.h"

namespace lathe::search {

// The distance of two rows in one column: the squared difference of positions for numbers; 0 or 1 for choices; 1 where
// only one of the two rows has the column.
double column_distance(bool is_choice, double a, double b);

// What is fitted to the data.
struct GpHyperparameters {
    Eigen::VectorXd log_scales;  // ln of each column's length scale
    double log_signal = 0;       // ln of the signal's variance
    double log_noise = -6;       // ln of the noise's variance

    // The hyperparameters that a fit starts from, for rows of so many columns: scales near the mode of their prior,
    // signal 1, noise exp(-6).
    static GpHyperparameters prior_mode(std::size_t columns);
};

// The model: rows, their targets and hyperparameters. The layout is not kept, but the rows that are added must outlive
// this. Const access from any thread.
class GaussianProcess {
  public:
    // nu: 0.5, 1.5 or 2.5; noise_floor is added to the fitted noise.
    GaussianProcess(const space::Layout& layout, double nu, double noise_floor);

    // Fits the hyperparameters to observations: the maximum a posteriori estimate by L-BFGS, from the prior's mode.
    // Priors: length scales log-normal, growing with the number of columns (Hvarfner et al. 2024, "Vanilla Bayesian
    // optimization performs great in high dimensions").
    GpHyperparameters fit(const std::vector<std::span<const double>>& rows, const Eigen::VectorXd& y) const;

    // Sets the hyperparameters, and forgets the data.
    void set(GpHyperparameters hyperparameters);
    // O(points^2) each.
    void add(std::span<const double> row) { add(row, noise_); }
    // Sets the targets, one for each row that was added.
    void set_targets(const Eigen::VectorXd& y);
    // Adds a row with what is predicted there as its target, as if it were without noise, and returns that: predictions
    // stay, and are sure at it.
    double believe(std::span<const double> row);
    std::size_t size() const { return static_cast<std::size_t>(count_); }  // rows that were added

    // A normal distribution.
    struct Prediction {
        double mean;
        double variance;  // of the function itself, without noise
    };
    // The prediction at one row, in O(points^2), which need not be among those that were added.
    Prediction predict(std::span<const double> row) const;
    // The same with the derivatives of mean and variance by each numeric column (0 for the others).
    Prediction predict(std::span<const double> row, Eigen::VectorXd& d_mean, Eigen::VectorXd& d_variance) const;
    // The predictions at many rows at once, in a fraction of the time.
    std::vector<Prediction> predict(const std::vector<space::Row>& rows) const;
    // The predictions of many rows together: how they go with each other.
    struct Joint {
        Eigen::VectorXd mean;
        Eigen::MatrixXd covariance;  // of the function itself
    };
    // The joint prediction at these rows: a mean for each, and a covariance of rows x rows.
    Joint predict_together(const std::vector<space::Row>& rows) const;
    // The mean of predict() alone, in O(points).
    double mean_at(std::span<const double> row) const { return covariances(row).dot(alpha_); }
    // The variance of observations around the function, as it was fitted.
    double noise() const { return noise_; }

  private:
    void add(std::span<const double> row, double noise);
    void kernel(const Eigen::ArrayXd& r2, Eigen::ArrayXd& values, Eigen::ArrayXd* slopes) const;  // of unit variance
    Eigen::ArrayXd distances(std::span<const double> row) const;  // squared and scaled, to each point
    Eigen::VectorXd covariances(std::span<const double> row) const;
    double negative_log_posterior(const std::vector<Eigen::MatrixXd>& distances, const Eigen::VectorXd& y,
                                  const std::vector<double>& x, std::vector<double>& gradient) const;

    double nu_;
    double noise_floor_;
    std::vector<char> is_choice_;
    std::vector<std::size_t> plain_;   // numbers that every row has
    std::vector<std::size_t> others_;  // choices, and numbers of branches
    GpHyperparameters hyper_;
    Eigen::VectorXd inverse_scales_;  // 1 / scale^2
    double signal_ = 1;
    double noise_ = 1e-6;
    std::vector<std::span<const double>> rows_;
    Eigen::MatrixXd points_;    // a column for each row: its plain numbers, each over its scale
    Eigen::MatrixXd cholesky_;  // lower; only the first count_ rows and columns are in use
    Eigen::Index count_ = 0;
    Eigen::VectorXd targets_;
    Eigen::VectorXd alpha_;
};

}  // namespace lathe::search
