// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/smoothing.h"

#include <algorithm>

namespace lathe::gui {

std::vector<double> smoothed(std::span<const double> ys, double weight) {
    std::vector<double> out(ys.begin(), ys.end());
    if (std::all_of(ys.begin(), ys.end(), [&](double y) { return y == ys.front(); })) return out;
    Smoother smoother(weight);
    for (double& y : out) y = smoother.next(y);
    return out;
}

}  // namespace lathe::gui
