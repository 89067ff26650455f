// SPDX-License-Identifier: GPL-3.0-or-later
// A function of the rows of a space, to be maximised.
#pragma once

#include <span>
#include <vector>

#include <Eigen/Core>

#include "core/space/layout.h"

namespace lathe::search {

class RowFunction {
  public:
    virtual ~RowFunction() = default;
    // The value at a row, with its derivatives by the row's numbers (0 for its choices) in `gradient` unless that is
    // null.
    virtual double at(std::span<const double> row, Eigen::VectorXd* gradient) const = 0;
    // The values at many rows at once, in a fraction of the time.
    virtual std::vector<double> at_all(const std::vector<space::Row>& rows) const = 0;
};

}  // namespace lathe::search
