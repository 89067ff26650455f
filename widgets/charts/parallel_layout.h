// SPDX-License-Identifier: GPL-3.0-or-later
// Where the axes of parallel coordinates stand in a picture.
#pragma once

#include <vector>

#include <QFont>
#include <QSize>

namespace lathe::gui {

class ParallelModel;

struct ParallelLayout {
    static constexpr int labelRoom = 72;  // right of the last axis, for its tick labels

    // In a picture of this size: the titles in two rows where they would run into each other in one.
    static ParallelLayout of(const ParallelModel& model, const QSize& size, const QFont& font);

    double top = 0;      // y of the highest height in use
    double bottom = 1;   // y of the lowest
    double highest = 1;  // heights, as ParallelModel gives them
    double lowest = 0;
    int titleRows = 1;      // 2: the upper row holds every other title, beginning with the first
    double lineHeight = 0;  // of the font
    std::vector<double> x;  // of the visible axes, in order

    double y(double height) const { return bottom - (height - lowest) / (highest - lowest) * (bottom - top); }
    double heightAt(double pixel) const { return lowest + (bottom - pixel) / (bottom - top) * (highest - lowest); }
    // The same for a brush that is drawn: near an end of the axes it is that end, as nobody hits it to the pixel.
    double brushHeightAt(double pixel) const;
    // Position of the axis nearest to x; -1 without axes.
    int nearest(double pixel) const;
    friend bool operator==(const ParallelLayout&, const ParallelLayout&) = default;
};

}  // namespace lathe::gui
