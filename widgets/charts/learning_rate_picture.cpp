// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/learning_rate_picture.h"

#include <algorithm>

#include <QCoreApplication>

namespace lathe::gui {

namespace {

struct LearningRate {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::LearningRate)
};

constexpr std::size_t most = 1000;  // points that are drawn: more than a plot has pixels tell nothing

}  // namespace

ChartPicture learningRatePicture(const std::vector<QPointF>& points, std::optional<double> suggestion, bool log) {
    ChartPicture picture;
    if (points.empty()) {
        picture.empty = LearningRate::tr("The loss at each learning rate is drawn here");
        return picture;
    }
    std::vector<double> rates;
    std::vector<double> losses;
    ChartPath line;
    const std::size_t stride = (points.size() + most - 1) / most;
    for (std::size_t i = 0; i < points.size(); i += stride) {
        rates.push_back(points[i].x());
        losses.push_back(points[i].y());
        line.points.push_back(points[i]);
        picture.points.push_back({points[i].x(), points[i].y(), -1, {ChartInk::accent}, ChartMark::dot});
    }
    picture.x = numberAxis(LearningRate::tr("learning rate"), rates, log);
    picture.y = numberAxis(LearningRate::tr("loss, smoothed"), losses);
    picture.paths.push_back(std::move(line));
    if (!suggestion) return picture;
    // The step with that rate; both come from the same curve.
    const auto at = std::min_element(points.begin(), points.end(), [&](const QPointF& a, const QPointF& b) {
        return std::abs(a.x() - *suggestion) < std::abs(b.x() - *suggestion);
    });
    ChartPath mark{{{at->x(), picture.y.scale.low}, {at->x(), picture.y.scale.high}}, false, {ChartInk::good}, 1};
    picture.paths.push_back(std::move(mark));
    picture.points.push_back({at->x(), at->y(), -1, {ChartInk::good}, ChartMark::diamond});
    picture.keys = {{{ChartInk::accent}, ChartMark::dot, LearningRate::tr("step")},
                    {{ChartInk::good}, ChartMark::diamond, LearningRate::tr("suggested: the steepest descent")}};
    return picture;
}

}  // namespace lathe::gui
