// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/shown_part.h"

#include <algorithm>
#include <cstddef>

#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_scene.h"

namespace lathe::gui {

// From the point before the left border to the one behind the right one, so that lines enter and leave the picture.
std::vector<ShownPart> shownParts(const CurvesScene& scene, const CurvesPlot& plot) {
    std::vector<ShownPart> parts;
    const QCPRange keys = plot.xAxis->range();
    const int columns = static_cast<int>(plot.axisRect()->width() * plot.devicePixelRatioF());
    for (const auto& [run, entry] : scene.data.runs()) {
        if (!scene.shows(run)) continue;
        const Curve* curve = scene.data.curve(run, plot.metric(), scene.settings);
        if (!curve || curve->raw().size() < 2 || columns < 1) continue;
        const store::Series& series = curve->raw();
        const std::size_t begin = std::max<std::size_t>(series.lower_bound(keys.lower), 1) - 1;
        const std::size_t end = std::min(series.upper_bound(keys.upper), series.size() - 1);
        if (begin >= end) continue;
        const auto [from, to] = std::minmax(curve->point(begin).step, curve->point(end).step);
        parts.push_back({run, QString::fromStdString(plot.metric()), from, to, columns});
    }
    return parts;
}

}  // namespace lathe::gui
