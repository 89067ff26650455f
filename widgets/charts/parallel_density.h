// SPDX-License-Identifier: GPL-3.0-or-later
// Parallel coordinates of very many rows, as a picture of how many lines cross each pixel and how good they are.
// Between two axes the rows fall into a 2-D histogram whose cells are drawn as weighted lines, so that the cost does
// not grow with the rows; when a brush moves, only the rows that changed sides are counted, and only the cells that
// changed are drawn.
#pragma once

#include <cstdint>
#include <vector>

#include <QImage>

#include "widgets/charts/color_ramp.h"
#include "widgets/charts/parallel_layout.h"
#include "widgets/charts/parallel_model.h"

namespace lathe::gui {

class ParallelDensity {
  public:
    // Forgets what was counted; call when axes, rows or layout changed. `scale`: device pixels per logical pixel.
    void reset(const ParallelModel& model, const ParallelLayout& layout, const QSize& size, double scale);
    // Counts exactly these rows from now on.
    void setRows(const RowBits& rows);
    // Paints the counted lines over `image` (of the size given to reset, in device pixels): coloured by mean quality,
    // or all in one colour.
    void paint(QImage& image, const ColorRamp& ramp) const;
    void paint(QImage& image, const QColor& color) const;

  private:
    static constexpr int bins = 96;
    static constexpr std::uint8_t nowhere = 255;  // a missing value: no line to it
    // Lines through a pixel in the upper half, the sum of their qualities (0 to 255 each) in the lower one.
    using Count = std::int64_t;
    static Count count(Count packed) { return packed >> 32; }
    static Count sum(Count packed) { return packed & 0xffffffff; }

    struct Gap {
        int left;
        int width;
        std::vector<Count> pixels;  // column after column
    };
    void drawCell(Gap& gap, int from, int to, Count weight) const;
    template <class Color>
    void paintWith(QImage& image, Color color) const;

    int height_ = 0;
    std::vector<double> binY_;
    std::vector<std::vector<std::uint8_t>> binOf_;  // by visible axis, then by row
    std::vector<std::uint8_t> quality_;
    std::vector<Gap> gaps_;
    RowBits rows_;
};

}  // namespace lathe::gui
