// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_readout.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <QDateTime>

#include "widgets/charts/number_text.h"
#include "widgets/charts/series_style.h"

namespace lathe::gui {

namespace {

constexpr std::size_t most_readings = 8;

// The point whose x is nearest; the series has points.
std::size_t nearestPoint(const store::Series& series, double key) {
    const std::size_t at = series.lower_bound(key);
    const bool before = at == series.size() || (at > 0 && key - series.x(at - 1) < series.x(at) - key);
    return before ? at - 1 : at;
}

}  // namespace

CurvesOverlay::Crosshair CurvesReadout::at(const QPointF& mouse, double key, int pointedAt) const {
    if (scene_.grouped()) return {mouse, keyText(key), groupReadings(key), 0};
    std::vector<Near> near = nearest(mouse, key, pointedAt);
    const std::size_t listed = std::min(most_readings, near.size());
    std::partial_sort(
        near.begin(), near.begin() + static_cast<std::ptrdiff_t>(listed), near.end(),
        [](const Near& a, const Near& b) { return std::tie(a.distance, a.run) < std::tie(b.distance, b.run); });
    CurvesOverlay::Crosshair crosshair{mouse, keyText(key), {}, static_cast<int>(near.size() - listed)};
    for (std::size_t i = 0; i < listed; ++i) crosshair.readings.push_back(runReading(near[i], pointedAt));
    return crosshair;
}

QString CurvesReadout::keyText(double key) const {
    switch (scene_.settings.x) {
        case CurveX::step: return tr("step %1").arg(key, 0, 'f', 0);
        case CurveX::epoch: return tr("epoch %1").arg(numberText(key));
        case CurveX::relative: return durationText(key);
        case CurveX::wall:
            return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(key * 1000))
                .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    }
    return {};
}

std::vector<CurvesReadout::Near> CurvesReadout::nearest(const QPointF& mouse, double key, int pointedAt) const {
    std::vector<Near> near;
    for (const auto& [run, lines] : lines_.runs()) {
        const std::size_t at = nearestPoint(*lines.main->series(), key);
        const double pixel = lines.main->pixelOf(at).y();
        const bool gap = std::isnan(pixel);
        near.push_back({run == pointedAt ? -1 : gap ? 1e9 : std::abs(pixel - mouse.y()), run, at});
    }
    return near;
}

CurvesOverlay::Reading CurvesReadout::runReading(const Near& near, int pointedAt) const {
    const Curve& curve = *scene_.data.curve(near.run, scene_.metric, scene_.settings);
    const double recorded = curve.recorded(near.index);
    QString value = numberText(recorded, 6);
    if (curve.isSmoothed() && std::isfinite(recorded))
        value = tr("%1  (smoothed %2)").arg(value, numberText(curve.smooth().y(near.index), 6));
    return {lines_.runs().at(near.run).main->pixelOf(near.index), scene_.pen(near.run, theme_.dark, curveWidth),
            scene_.label(near.run), value, near.run == pointedAt};
}

std::vector<CurvesOverlay::Reading> CurvesReadout::groupReadings(double key) const {
    std::vector<CurvesOverlay::Reading> readings;
    for (const auto& [group, curve] : lines_.groups()) {
        const std::size_t at = nearestPoint(curve.mean, key);
        if (curve.members[at] == 0) continue;
        const QString value =
            tr("%1  (%2 to %3, n = %4)")
                .arg(numberText(curve.mean.y(at), 6), numberText(curve.low.y(at)), numberText(curve.high.y(at)))
                .arg(curve.members[at]);
        readings.push_back({lines_.meanOf(group).pixelOf(at), scene_.groupStyles.pen(group, theme_.dark, curveWidth),
                            scene_.groupNames[static_cast<std::size_t>(group)], value, false});
    }
    return readings;
}

}  // namespace lathe::gui
