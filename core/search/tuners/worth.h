// SPDX-License-Identifier: GPL-3.0-or-later
// What a row is worth as the next trial: a utility of what is predicted of its objectives, and how likely it is that
// the trial is as it has to be.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/search/tuners/chance.h"
#include "core/search/tuners/expected_hypervolume.h"
#include "core/search/tuners/gaussian_process.h"
#include "core/search/tuners/row_function.h"

namespace lathe::search {

class Worth final : public RowFunction {
  public:
    // Of predictions of each objective; fills in the slopes by them where there are any. A logarithm, where there are
    // chances beside it.
    using Utility = std::function<double(std::span<const Normal>, std::span<NormalSlopes>)>;

    // Without objectives only the chances count. What is pointed to must outlive this.
    Worth(std::vector<const GaussianProcess*> objectives, Utility utility, std::vector<const Chance*> chances);

    double at(std::span<const double> row, Eigen::VectorXd* gradient) const override;
    std::vector<double> at_all(const std::vector<space::Row>& rows) const override;

  private:
    double utility_of(std::span<const Normal> predicted, std::span<NormalSlopes> slopes) const;

    std::vector<const GaussianProcess*> objectives_;
    Utility utility_;
    std::vector<const Chance*> chances_;
};

}  // namespace lathe::search
