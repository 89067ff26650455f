// SPDX-License-Identifier: GPL-3.0-or-later
// A smooth estimate of the objective over two parameters, for a contour chart.
#pragma once

#include <span>
#include <vector>

namespace lathe::search {

// Positions are within [0, 1].
struct FieldSample {
    double x = 0;
    double y = 0;
    double value = 0;
};

// The mean of the values around the middle of each cell of a grid, weighted by a Gaussian kernel (Nadaraya 1964, Watson
// 1964) whose width falls with the number of samples as Scott's rule says. Row by row from y = 0; NaN where no sample
// is near. Samples that are not finite are left out.
std::vector<double> smooth_field(std::span<const FieldSample> samples, int columns, int rows);

}  // namespace lathe::search
