// What mouse and keyboard do on a CurvesPlot, and what the crosshair reads.
#include <algorithm>
#include <cmath>

#include "widgets/charts/curves_plot.h"
#include "widgets/charts/number_text.h"
#include "widgets/charts/series_style.h"

namespace lathe::gui {

void CurvesPlot::mousePressEvent(QMouseEvent* event) {
    pressed_ = last_ = event->position();
    const bool inside = axisRect()->rect().contains(event->pos());
    if (event->button() == Qt::LeftButton && inside && !(event->modifiers() & Qt::ShiftModifier)) {
        drag_ = Drag::maybeBand;
    } else {
        drag_ = Drag::pan;
    }
    event->accept();
}

void CurvesPlot::mouseMoveEvent(QMouseEvent* event) {
    const QPointF position = event->position();
    if (drag_ == Drag::maybeBand &&
        (position - pressed_).manhattanLength() >= QGuiApplication::styleHints()->startDragDistance()) {
        drag_ = Drag::band;
    }
    if (drag_ == Drag::band) {
        overlay_->setRubberBand(QRect(pressed_.toPoint(), position.toPoint()).normalized() & axisRect()->rect());
    } else if (drag_ == Drag::pan) {
        setCursor(Qt::ClosedHandCursor);
        pan(position - last_);
    } else {
        moveCrosshair(position);
    }
    last_ = position;
}

void CurvesPlot::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = std::exchange(drag_, Drag::none);
    unsetCursor();
    overlay_->setRubberBand({});
    if (drag == Drag::band) {
        applyRubberBand(QRect(pressed_.toPoint(), event->pos()));
    } else if (drag == Drag::maybeBand) {
        Q_EMIT runClicked(runAt(event->position()), event->modifiers() & Qt::ControlModifier);
    }
}

void CurvesPlot::mouseDoubleClickEvent(QMouseEvent*) {
    resetZoom();
}

void CurvesPlot::wheelEvent(QWheelEvent* event) {
    Qt::Orientations orientations = Qt::Horizontal | Qt::Vertical;
    const QPointF position = event->position();
    if (event->modifiers() & Qt::ControlModifier || position.y() > axisRect()->bottom()) orientations = Qt::Horizontal;
    if (event->modifiers() & Qt::ShiftModifier || position.x() < axisRect()->left()) orientations = Qt::Vertical;
    const int delta = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    zoom(std::pow(0.85, delta / 120.0), position, orientations);
    event->accept();
}

void CurvesPlot::keyPressEvent(QKeyEvent* event) {
    constexpr double step = 40;
    const QPointF center = axisRect()->rect().center();
    constexpr auto both = Qt::Horizontal | Qt::Vertical;
    switch (event->key()) {
        case Qt::Key_Left: return pan({step, 0});
        case Qt::Key_Right: return pan({-step, 0});
        case Qt::Key_Up: return pan({0, step});
        case Qt::Key_Down: return pan({0, -step});
        case Qt::Key_Plus:
        case Qt::Key_Equal: return zoom(0.85, center, both);
        case Qt::Key_Minus: return zoom(1 / 0.85, center, both);
        case Qt::Key_0:
        case Qt::Key_Home: return resetZoom();
        default: QCustomPlot::keyPressEvent(event);
    }
}

void CurvesPlot::leaveEvent(QEvent* event) {
    overlay_->setCrosshair(std::nullopt);
    if (std::exchange(hovered_, -1) != -1) Q_EMIT runHovered(-1);
    QCustomPlot::leaveEvent(event);
}

int CurvesPlot::runAt(const QPointF& position) const {
    int nearest = -1;
    double least = 8;  // pixels
    for (const auto& [run, lines] : lines_) {
        const auto distance = lines.main->distance(position);
        if (!distance || *distance >= least) continue;
        least = *distance;
        nearest = run;
    }
    return nearest;
}

QString CurvesPlot::keyText(double key) const {
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

std::vector<CurvesOverlay::Reading> CurvesPlot::groupReadings(double key) const {
    std::vector<CurvesOverlay::Reading> readings;
    for (const auto& [group, curve] : groups_) {
        std::size_t at = curve.mean.lower_bound(key);
        if (at == curve.mean.size() || (at > 0 && key - curve.mean.x(at - 1) < curve.mean.x(at) - key)) --at;
        if (curve.members[at] == 0) continue;
        const QString value =
            tr("%1  (%2 to %3, n = %4)")
                .arg(numberText(curve.mean.y(at), 6), numberText(curve.low.y(at)), numberText(curve.high.y(at)))
                .arg(curve.members[at]);
        readings.push_back({groupLines_.at(group).mean->pixelOf(at), seriesColor(group, theme_.dark),
                            scene_.groupNames[static_cast<std::size_t>(group)], value, false});
    }
    return readings;
}

void CurvesPlot::moveCrosshair(const QPointF& position) {
    const bool inside = axisRect()->rect().contains(position.toPoint()) && !lines_.empty();
    const int run = inside ? runAt(position) : -1;
    if (run != hovered_) {
        hovered_ = run;
        Q_EMIT runHovered(run);
    }
    if (!inside) return overlay_->setCrosshair(std::nullopt);

    struct Near {
        double distance;
        int run;
        std::size_t index;
    };
    std::vector<Near> near;
    const double key = xAxis->pixelToCoord(position.x());
    for (const auto& [each, lines] : lines_) {
        const store::Series& series = *lines.main->series();
        std::size_t at = series.lower_bound(key);
        if (at == series.size() || (at > 0 && key - series.x(at - 1) < series.x(at) - key)) --at;
        const double pixel = lines.main->pixelOf(at).y();
        const bool gap = std::isnan(pixel);
        near.push_back({each == run ? -1 : gap ? 1e9 : std::abs(pixel - position.y()), each, at});
    }
    constexpr std::size_t most = 8;
    const std::size_t listed = std::min(most, near.size());
    std::partial_sort(
        near.begin(), near.begin() + static_cast<std::ptrdiff_t>(listed), near.end(),
        [](const Near& a, const Near& b) { return std::pair(a.distance, a.run) < std::pair(b.distance, b.run); });
    if (scene_.grouped())
        return overlay_->setCrosshair(CurvesOverlay::Crosshair{position, keyText(key), groupReadings(key), 0});
    CurvesOverlay::Crosshair crosshair{position, keyText(key), {}, static_cast<int>(near.size() - listed)};
    for (std::size_t i = 0; i < listed; ++i) {
        const CurveLine& line = *lines_.at(near[i].run).main;
        const Curve& curve = *scene_.data.curve(near[i].run, scene_.metric, scene_.settings);
        QString value = numberText(curve.recorded(near[i].index), 6);
        if (scene_.settings.smoothing > 0 && std::isfinite(curve.recorded(near[i].index))) {
            value = tr("%1  (smoothed %2)").arg(value, numberText(curve.smooth().y(near[i].index), 6));
        }
        crosshair.readings.push_back({line.pixelOf(near[i].index),
                                      seriesColor(scene_.styleOf(near[i].run), theme_.dark), scene_.label(near[i].run),
                                      value, near[i].run == run});
    }
    overlay_->setCrosshair(std::move(crosshair));
}

}  // namespace lathe::gui
