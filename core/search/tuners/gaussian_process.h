// Gaussian process regression over rows of a space (Rasmussen, Williams 2006) with a Matern kernel whose length scale
// is fitted for each column by itself.
#pragma once

#include <span>
#include <vector>

#include <Eigen/Core>

#include "core/space/layout.h"

namespace lathe::search {

// Squared differences, column by column: of positions for numbers; 0 or 1 for choices; 1 where only one of the two rows
// has the column.
double column_distance(bool is_choice, double a, double b);

struct GpHyperparameters {
    Eigen::VectorXd log_scales;  // ln of each column's length scale
    double log_signal = 0;       // ln of the signal's variance
    double log_noise = -6;       // ln of the noise's variance

    static GpHyperparameters prior_mode(std::size_t columns);
};

class GaussianProcess {
  public:
    // nu: 0.5, 1.5 or 2.5; noise_floor is added to the fitted noise.
    GaussianProcess(const space::Layout& layout, double nu, double noise_floor);

    // Maximum a posteriori estimate by L-BFGS, from the prior's mode. Priors: length scales log-normal, growing with
    // the number of columns (Hvarfner et al. 2024, "Vanilla Bayesian optimization performs great in high dimensions").
    GpHyperparameters fit(const std::vector<std::span<const double>>& rows, const Eigen::VectorXd& y) const;

    // Forgets the data.
    void set(GpHyperparameters hyperparameters);
    // O(points^2) each.
    void add(std::span<const double> row);
    void set_targets(const Eigen::VectorXd& y);  // one for each row
    std::size_t size() const { return static_cast<std::size_t>(count_); }

    struct Prediction {
        double mean;
        double variance;  // of the function itself, without noise
    };
    Prediction predict(std::span<const double> row) const;
    // And the derivatives by each numeric column (0 for the others).
    Prediction predict(std::span<const double> row, Eigen::VectorXd& d_mean, Eigen::VectorXd& d_variance) const;

  private:
    double kernel(double r2) const;        // of unit variance
    double kernel_slope(double r2) const;  // d kernel / d r2
    double distance(std::span<const double> a, std::span<const double> b) const;
    Eigen::VectorXd covariances(std::span<const double> row) const;
    double negative_log_posterior(const std::vector<Eigen::MatrixXd>& distances, const Eigen::VectorXd& y,
                                  const std::vector<double>& x, std::vector<double>& gradient) const;

    const space::Layout& layout_;
    double nu_;
    double noise_floor_;
    std::vector<char> is_choice_;
    GpHyperparameters hyper_;
    Eigen::VectorXd inverse_scales_;  // 1 / scale^2
    double signal_ = 1;
    double noise_ = 1e-6;
    std::vector<std::span<const double>> rows_;
    Eigen::MatrixXd cholesky_;  // lower; only the first count_ rows and columns are in use
    Eigen::Index count_ = 0;
    Eigen::VectorXd alpha_;
};

}  // namespace lathe::search
