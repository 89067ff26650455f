// Where the axes of parallel coordinates stand in a picture.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include <QRectF>

namespace lathe::gui {

struct ParallelLayout {
    double top = 0;      // y of the highest height in use
    double bottom = 1;   // y of the lowest
    double highest = 1;  // heights, as ParallelModel gives them
    double lowest = 0;
    std::vector<double> x;  // of the visible axes, in order

    double y(double height) const { return bottom - (height - lowest) / (highest - lowest) * (bottom - top); }
    double heightAt(double pixel) const { return lowest + (bottom - pixel) / (bottom - top) * (highest - lowest); }
    // Position of the axis nearest to x; -1 without axes.
    int nearest(double pixel) const {
        if (x.empty()) return -1;
        const auto at = std::min_element(x.begin(), x.end(),
                                         [=](double a, double b) { return std::abs(a - pixel) < std::abs(b - pixel); });
        return static_cast<int>(at - x.begin());
    }
    friend bool operator==(const ParallelLayout&, const ParallelLayout&) = default;
};

}  // namespace lathe::gui
