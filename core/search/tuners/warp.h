// SPDX-License-Identifier: GPL-3.0-or-later
// Losses made fit for a Gaussian process: outliers pulled in, skew taken out, then zero mean and unit variance.
#pragma once

#include <vector>

#include <Eigen/Core>

namespace lathe::search {

// Losses as values that are about normally distributed, for a Gaussian process. Their order is kept; infinite ones
// count as somewhat worse than the worst finite one. The skew goes by Yeo and Johnson's power transformation (2000),
// its exponent by maximum likelihood.
Eigen::VectorXd normal_scores(const std::vector<double>& losses);

}  // namespace lathe::search
