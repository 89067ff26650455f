// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/search/analysis/smooth_field.h"
#include "widgets/charts/analysis/two_parameters.h"
#include "widgets/charts/curve_data.h"
#include "widgets/charts/number_text.h"

namespace lathe::gui {

namespace {

constexpr int cells = 72;
constexpr int levels = 12;  // bands of the field, so that its contours are seen

}  // namespace

ChartPicture contourPicture(const AnalysisInput& input, const AnalysisChoice& choice) {
    ChartPicture picture;
    const TwoParameters both = twoParameters(input, choice, picture);
    if (!picture.empty.isEmpty()) return picture;
    // A few extreme objectives must not take all the colours: they end at the 5th and the 95th percentile.
    std::vector<double> finite;
    for (const std::size_t i : both.rows) finite.push_back(both.objectives[i]);
    const auto [low, high] = quantiles(finite, 0.05, 0.95);
    const auto quality = [&, low = low, high = high](double value) {
        const double share = high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
        return input.mode == search::Mode::minimize ? 1 - share : share;
    };
    std::vector<search::FieldSample> samples;
    for (const std::size_t i : both.rows) {
        samples.push_back({picture.x.scale.toUnit(both.x.at[i]), picture.y.scale.toUnit(both.y.at[i]),
                           std::clamp(both.objectives[i], low, high)});
        ChartPoint point{both.x.at[i], both.y.at[i], input.trials[i].run};
        point.ink = ChartInk::ofQuality(quality(both.objectives[i]));
        picture.points.push_back(point);
    }
    picture.field = {cells, cells, search::smooth_field(samples, cells, cells)};
    for (double& value : picture.field.quality) {
        if (std::isnan(value)) continue;
        value = std::min(std::floor(quality(value) * levels), levels - 1.0) / (levels - 1);
    }
    const bool minimize = input.mode == search::Mode::minimize;
    picture.rampBest = numberText(minimize ? low : high);
    picture.rampWorst = numberText(minimize ? high : low);
    const QString what = Analysis::tr("Colour: %1, a smooth estimate around the trials").arg(input.metric);
    picture.note = picture.note.isEmpty() ? what : what + QStringLiteral(". ") + picture.note;
    return picture;
}

}  // namespace lathe::gui
