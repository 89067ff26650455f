// SPDX-License-Identifier: GPL-3.0-or-later
// The state of CMA-ES (Hansen 2016, "The CMA Evolution Strategy: A Tutorial") over the unit box, with a categorical
// distribution beside it for each choice (Hamano et al. 2024, "CatCMA").
#pragma once

#include <span>
#include <vector>

#include <Eigen/Core>

#include "core/base/random.h"
#include "core/space/layout.h"

namespace lathe::search {

// The distribution that the next rows are drawn from, and the rows since it last moved.
class CmaState {
  public:
    // `lambda` 0: 4 + 3 ln(dimensions). `start`: the mean, empty for the middle of the box.
    CmaState(const space::Layout& layout, double sigma, std::size_t lambda, std::span<const double> start);

    // One draw; the numeric columns are redrawn a few times while they lie outside the box, then clipped into it.
    space::Row sample(Random& random) const;

    // An evaluated row, whoever suggested it; after lambda of them the distribution moves.
    void tell(std::span<const double> row, double loss, std::uint64_t seed);

    // The population: the distribution moves after so many evaluated rows.
    std::size_t lambda() const { return lambda_; }
    // The distribution has shrunk to a point, or has lost its shape.
    bool converged() const;

  private:
    struct Point {
        Eigen::VectorXd x;  // numeric columns, inactive ones drawn
        std::vector<double> choices;
        double loss;
    };
    void move();
    void move_choices(const std::vector<const Point*>& best);
    void decompose();

    const space::Layout& layout_;
    std::vector<std::size_t> numeric_;
    std::vector<std::size_t> choice_;
    std::vector<std::vector<double>> probabilities_;  // by choice
    std::size_t lambda_;
    std::size_t mu_;
    std::vector<double> weights_;  // by rank; those beyond mu are negative (active CMA)
    double mu_eff_ = 0;
    double c_sigma_ = 0, d_sigma_ = 0, c_c_ = 0, c_1_ = 0, c_mu_ = 0, chi_ = 0;
    Eigen::VectorXd mean_;
    Eigen::MatrixXd covariance_;
    Eigen::MatrixXd axes_;     // B
    Eigen::VectorXd lengths_;  // D
    Eigen::VectorXd path_sigma_;
    Eigen::VectorXd path_c_;
    double sigma_;
    int generation_ = 0;
    int decomposed_ = 0;
    std::vector<Point> points_;
};

}  // namespace lathe::search
