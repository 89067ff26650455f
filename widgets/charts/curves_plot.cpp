// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_plot.h"

#include <cmath>
#include <utility>

#include "widgets/charts/curves_readout.h"

namespace lathe::gui {

CurvesPlot::CurvesPlot(CurvesScene& scene, QWidget* parent)
    : QCustomPlot(parent), scene_(scene), lines_(*this, scene), axes_(*this, scene, lines_) {
    setObjectName(QStringLiteral("curvesPlot"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Curves"));
    setAccessibleDescription(
        tr("Arrow keys pan, plus and minus zoom, 0 shows everything. Drag to zoom into a part; drag with the right "
           "button to pan; the wheel zooms, with Shift only the values, with Ctrl only the x axis."));
    setNoAntialiasingOnDrag(false);
    setNotAntialiasedElements(QCP::aeAll);
    setAntialiasedElement(QCP::aePlottables);
    axisRect()->setMinimumMargins(QMargins(8, 8, 16, 8));
    overlay_ = new CurvesOverlay(this);
    connect(this, &QCustomPlot::afterReplot, this, [this] { overlay_->setArea(axisRect()->rect()); });
    connect(&axes_, &CurvesAxes::zoomedChanged, this, &CurvesPlot::zoomedChanged);
    connect(&axes_, &CurvesAxes::keysEdited, this, &CurvesPlot::keysEdited);
    applyTheme();
    refresh();
}

void CurvesPlot::applyTheme() {
    theme_ = ChartTheme::of(palette());
    setBackground(theme_.background);
    axes_.setTheme(theme_, font());
    lines_.setTheme(theme_);
}

void CurvesPlot::refresh() {
    lines_.update();
    axes_.fit();
    updateHighlight();
    overlay_->setMessage(emptyMessage());
    if (underMouse() && overlay_->crosshair()) moveCrosshair(overlay_->crosshair()->mouse);
    replot(rpQueuedReplot);
}

void CurvesPlot::updateHighlight() {
    if (lines_.updateHighlight() && isVisible())
        lines_.highlightLayer()->replot();  // unseen, it has nothing to paint on
}

QString CurvesPlot::emptyMessage() const {
    if (!lines_.runs().empty()) return {};
    bool points = false;
    bool listed = false;
    for (const auto& [run, entry] : scene_.data.runs()) {
        listed = listed || scene_.shows(run);
        const auto found = entry.metrics.find(scene_.metric);
        points = points || (scene_.shows(run) && found != entry.metrics.end() && !found->second.points().empty());
    }
    if (scene_.data.runs().empty() && scene_.runs()) return tr("No points yet — the first are on their way");
    if (scene_.data.runs().empty() && !scene_.states.empty()) return tr("These trials recorded no points");
    if (scene_.data.runs().empty()) return scene_.idle.isEmpty() ? tr("No points yet — start a run") : scene_.idle;
    if (!listed) return tr("Every run is hidden — tick one in the legend");
    if (!points) return tr("No points of this metric yet");
    return tr("These runs recorded no epochs — choose another x axis");
}

void CurvesPlot::moveCrosshair(const QPointF& position) {
    const bool inside = axisRect()->rect().contains(position.toPoint()) && !lines_.runs().empty();
    const int run = inside ? lines_.runAt(position) : -1;
    setHovered(run);
    const double key = inside ? xAxis->pixelToCoord(position.x()) : std::nan("");
    Q_EMIT keyPointedAt(key);
    if (!inside) return overlay_->setCrosshair(std::nullopt);
    const CurvesReadout readout(scene_, lines_, theme_);
    overlay_->setCrosshair(readout.at(position, key, run));
}

void CurvesPlot::pointAt(std::optional<double> key) {
    if (!key || lines_.runs().empty() || !xAxis->range().contains(*key)) return overlay_->setCrosshair(std::nullopt);
    const QPointF position(xAxis->coordToPixel(*key), axisRect()->rect().center().y());
    const CurvesReadout readout(scene_, lines_, theme_);
    overlay_->setCrosshair(readout.at(position, *key, scene_.highlighted.value_or(-1)));
}

void CurvesPlot::setHovered(int run) {
    if (std::exchange(hovered_, run) != run) Q_EMIT runHovered(run);
}

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
        axes_.zoomInto(QRect(pressed_.toPoint(), event->pos()));
    } else if (drag == Drag::maybeBand) {
        Q_EMIT runClicked(lines_.runAt(event->position()), event->modifiers() & Qt::ControlModifier);
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
    Q_EMIT keyPointedAt(std::nan(""));
    setHovered(-1);
    QCustomPlot::leaveEvent(event);
}

void CurvesPlot::resizeEvent(QResizeEvent* event) {
    if (event->size().isEmpty()) return;  // QCustomPlot would paint on nothing, with a warning for each line
    QCustomPlot::resizeEvent(event);
    overlay_->setGeometry(rect());
    overlay_->setArea(axisRect()->rect());
}

void CurvesPlot::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    if (!overlay_) return;
    applyTheme();
    refresh();
}

}  // namespace lathe::gui
