// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_layout.h"

#include <algorithm>
#include <cmath>

#include <QFontMetrics>

#include "widgets/charts/parallel_model.h"

namespace lathe::gui {

namespace {

constexpr int outer_room = 40;  // left and right of the outermost axes, at least
constexpr int title_air = 24;   // between two titles in one row
constexpr double near_end = 8;  // of an axis

bool titlesFitOneRow(const ParallelModel& model, double gap, const QFontMetrics& metrics) {
    return std::all_of(model.order().begin(), model.order().end(),
                       [&](int axis) { return metrics.horizontalAdvance(model.axis(axis).name()) + title_air <= gap; });
}

}  // namespace

ParallelLayout ParallelLayout::of(const ParallelModel& model, const QSize& size, const QFont& font) {
    const QFontMetrics metrics(font);
    const int line = metrics.height();
    const auto axes = static_cast<int>(model.order().size());
    const int between = size.width() - outer_room - labelRoom;
    ParallelLayout layout;
    layout.highest = model.highest();
    layout.lowest = model.lowest();
    layout.titleRows = axes < 2 || titlesFitOneRow(model, double(between) / (axes - 1), metrics) ? 1 : 2;
    layout.lineHeight = QFontMetricsF(font).height();
    layout.top = layout.titleRows * (line + 6) + 14;
    layout.bottom = std::max(layout.top + 40, size.height() - 12.0 - line / 2.0);
    const double left = outer_room + (axes == 1 ? between / 2.0 : 0);
    const double width = std::max(40, between);
    for (int i = 0; i < axes; ++i) layout.x.push_back(std::floor(left + (axes > 1 ? width * i / (axes - 1) : 0)) + 0.5);
    return layout;
}

double ParallelLayout::brushHeightAt(double pixel) const {
    for (const double end : {0.0, 1.0})
        if (std::abs(y(end) - pixel) <= near_end) return end;
    return heightAt(pixel);
}

int ParallelLayout::nearest(double pixel) const {
    if (x.empty()) return -1;
    const auto at = std::min_element(x.begin(), x.end(),
                                     [=](double a, double b) { return std::abs(a - pixel) < std::abs(b - pixel); });
    return static_cast<int>(at - x.begin());
}

}  // namespace lathe::gui
