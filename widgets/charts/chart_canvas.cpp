// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QAccessible>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyleHints>
#include <QToolTip>
#include <QWheelEvent>

namespace lathe::gui {

namespace {

constexpr double reach = 10;  // pixels

ChartScale zoomed(const ChartScale& scale, double from, double to) {
    return {scale.fromUnit(from), scale.fromUnit(to), scale.log};
}

bool usable(const ChartScale& scale) {
    const double span = scale.high - scale.low;
    const double size = std::max(std::abs(scale.low), std::abs(scale.high));
    return std::isfinite(span) && span > size * 1e-12 && (!scale.log || scale.low > 0);
}

}  // namespace

ChartCanvas::ChartCanvas(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("chartCanvas"));
    setAccessibleName(tr("Chart"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    announce();
}

void ChartCanvas::setPicture(ChartPicture picture, Zoom zoom) {
    picture_ = std::move(picture);
    cache_ = {};
    focused_ = -1;
    focusedText_.clear();
    if (zoom == Zoom::reset) resetZoom();
    update();
}

void ChartCanvas::setHighlightedRun(std::optional<int> run) {
    if (highlighted_ == run) return;
    highlighted_ = run;
    update();
}

void ChartCanvas::setSelectedRuns(const QSet<int>& runs) {
    if (selected_ == runs) return;
    selected_ = runs;
    update();
}

ChartView ChartCanvas::view() const {
    const ChartPainter painter(picture_, palette(), font());
    return painter.layout(size(), zoomX_.value_or(picture_.x.scale), zoomY_.value_or(picture_.y.scale));
}

void ChartCanvas::paintPicture(QPaintDevice* device, const QSize& size) const {
    const ChartPainter chart(picture_, palette(), font());
    QPainter painter(device);
    chart.paint(painter, size,
                chart.layout(size, zoomX_.value_or(picture_.x.scale), zoomY_.value_or(picture_.y.scale)));
}

void ChartCanvas::paintEvent(QPaintEvent*) {
    const ChartPainter chart(picture_, palette(), font());
    const ChartView shown = view();
    if (cache_.isNull() || cache_.size() != size() * devicePixelRatioF()) {
        cache_ = QImage(size() * devicePixelRatioF(), QImage::Format_ARGB32_Premultiplied);
        cache_.setDevicePixelRatio(devicePixelRatioF());
        QPainter still(&cache_);
        chart.paint(still, size(), shown);
    }
    QPainter painter(this);
    painter.drawImage(0, 0, cache_);
    if (picture_.empty.isEmpty()) {
        for (const int run : selected_) chart.paintRun(painter, shown, run, ChartPainter::Emphasis::selected);
        if (highlighted_) chart.paintRun(painter, shown, *highlighted_, ChartPainter::Emphasis::pointedAt);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const ChartTheme theme = ChartTheme::of(palette());
    if (drag_ == Drag::band) {
        QColor fill = theme.accent;
        fill.setAlphaF(0.14F);
        painter.setPen(QPen(theme.accent, 1));
        painter.setBrush(fill);
        painter.drawRect(band_);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.accent, 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    }
}

std::vector<ChartCanvas::Target> ChartCanvas::targets() const {
    std::vector<Target> all;
    if (!picture_.empty.isEmpty()) return all;
    const ChartView shown = view();
    const auto add = [&](double x, double y, int run, const QString& text) {
        const QPointF at(shown.pixelX(x), shown.pixelY(y));
        if (shown.area.adjusted(-4, -4, 4, 4).contains(at)) all.push_back({at, run, text});
    };
    for (const ChartBox& box : picture_.boxes)
        add((box.left + box.right) / 2, (box.bottom + box.top) / 2, box.run, box.tip);
    for (const ChartPath& path : picture_.paths)
        if (path.run >= 0 && !path.points.empty()) add(path.points.back().x(), path.points.back().y(), path.run, {});
    for (const ChartPoint& point : picture_.points)
        add(point.x, point.y, point.run,
            QStringLiteral("%1: %2\n%3: %4")
                .arg(picture_.x.label, picture_.x.text(point.x), picture_.y.label, picture_.y.text(point.y)));
    std::stable_sort(all.begin(), all.end(), [](const Target& a, const Target& b) {
        return std::pair(a.at.x(), -a.at.y()) < std::pair(b.at.x(), -b.at.y());
    });
    return all;
}

std::optional<ChartCanvas::Target> ChartCanvas::targetAt(const QPointF& position) const {
    const ChartView shown = view();
    if (!picture_.empty.isEmpty() || !shown.area.adjusted(-8, -8, 8, 8).contains(position)) return std::nullopt;
    std::optional<Target> found;
    double least = reach;
    const auto offer = [&](double distance, const QPointF& at, int run, const QString& text) {
        if (distance > least) return;
        least = distance;
        found = Target{at, run, text};
    };
    for (const ChartBox& box : picture_.boxes) {
        const QRectF rect = QRectF(QPointF(shown.pixelX(box.left), shown.pixelY(box.top)),
                                   QPointF(shown.pixelX(box.right), shown.pixelY(box.bottom)))
                                .normalized()
                                .adjusted(-1, -1, 1, 1);
        if (rect.contains(position)) offer(0, rect.center(), box.run, box.tip);
    }
    for (const ChartPath& path : picture_.paths) {
        if (path.run < 0) continue;
        for (std::size_t i = 0; i + 1 < path.points.size(); ++i) {
            const QPointF a(shown.pixelX(path.points[i].x()), shown.pixelY(path.points[i].y()));
            const QPointF b(shown.pixelX(path.points[i + 1].x()), shown.pixelY(path.points[i + 1].y()));
            const bool near = position.x() >= a.x() - reach && position.x() <= b.x() + reach;
            if (!near || !shown.isOnAxis(path.points[i].y()) || !shown.isOnAxis(path.points[i + 1].y())) continue;
            const QPointF along = b - a;
            const double length = QPointF::dotProduct(along, along);
            const double share =
                length > 0 ? std::clamp(QPointF::dotProduct(position - a, along) / length, 0.0, 1.0) : 0;
            const QPointF off = position - (a + along * share);
            offer(std::hypot(off.x(), off.y()), b, path.run, {});
        }
    }
    for (const ChartPoint& point : picture_.points) {
        const QPointF at(shown.pixelX(point.x), shown.pixelY(point.y));
        const QPointF off = position - at;
        offer(std::hypot(off.x(), off.y()), at, point.run,
              point.run >= 0 ? QString() : picture_.x.text(point.x) + u' ' + picture_.y.text(point.y));
    }
    return found;
}

QString ChartCanvas::tipOf(const Target& target) const {
    const QString text = target.text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"));
    if (target.run < 0 || !describe_) return text;
    return describe_(target.run) + (text.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(text));
}

void ChartCanvas::hover(int run) {
    if (run == hovered_) return;
    hovered_ = run;
    setHighlightedRun(run >= 0 ? std::optional(run) : std::nullopt);
    Q_EMIT runHovered(run);
}

void ChartCanvas::select(int run, bool toggle) {
    QSet<int> runs = toggle ? selected_ : QSet<int>{};
    if (run >= 0 && toggle && runs.contains(run)) {
        runs.remove(run);
    } else if (run >= 0) {
        runs.insert(run);
    }
    if (runs == selected_) return;
    setSelectedRuns(runs);
    Q_EMIT selectedRunsChanged(runs);
}

void ChartCanvas::setZoom(std::optional<ChartScale> x, std::optional<ChartScale> y) {
    if ((x && !usable(*x)) || (y && !usable(*y))) return;
    zoomX_ = x;
    zoomY_ = y;
    cache_ = {};
    update();
    Q_EMIT zoomedChanged();
}

void ChartCanvas::resetZoom() {
    setZoom(std::nullopt, std::nullopt);
}

void ChartCanvas::zoomBy(double factor, const QPointF& center, Qt::Orientations orientations) {
    const ChartView shown = view();
    auto x = zoomX_;
    auto y = zoomY_;
    if (orientations & Qt::Horizontal) {
        const double at = (center.x() - shown.area.left()) / shown.area.width();
        x = zoomed(shown.x, at - at * factor, at + (1 - at) * factor);
    }
    if (orientations & Qt::Vertical) {
        const double at = (shown.area.bottom() - center.y()) / shown.area.height();
        y = zoomed(shown.y, at - at * factor, at + (1 - at) * factor);
    }
    setZoom(x, y);
}

void ChartCanvas::pan(const QPointF& pixels) {
    const ChartView shown = view();
    const double dx = -pixels.x() / shown.area.width();
    const double dy = pixels.y() / shown.area.height();
    setZoom(zoomed(shown.x, dx, 1 + dx), zoomed(shown.y, dy, 1 + dy));
}

void ChartCanvas::mousePressEvent(QMouseEvent* event) {
    pressed_ = last_ = event->position();
    const bool left = event->button() == Qt::LeftButton && !(event->modifiers() & Qt::ShiftModifier);
    drag_ = left ? Drag::maybeBand : Drag::pan;
}

void ChartCanvas::mouseMoveEvent(QMouseEvent* event) {
    const QPointF position = event->position();
    if (drag_ == Drag::maybeBand &&
        (position - pressed_).manhattanLength() >= QGuiApplication::styleHints()->startDragDistance()) {
        drag_ = Drag::band;
    }
    if (drag_ == Drag::band) {
        band_ = QRectF(pressed_, position).normalized() & view().area;
        update();
    } else if (drag_ == Drag::pan) {
        pan(position - last_);
    } else {
        const auto target = targetAt(position);
        hover(target ? target->run : -1);
        if (target) QToolTip::showText(event->globalPosition().toPoint() + QPoint(12, 8), tipOf(*target), this);
        else QToolTip::hideText();
    }
    last_ = position;
}

void ChartCanvas::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = std::exchange(drag_, Drag::none);
    if (drag == Drag::maybeBand) {
        const auto target = targetAt(event->position());
        select(target ? target->run : -1, event->modifiers() & Qt::ControlModifier);
    } else if (drag == Drag::band) {
        // A flat or a narrow band zooms one axis only.
        const ChartView shown = view();
        const QRectF& area = shown.area;
        auto x = zoomX_;
        auto y = zoomY_;
        if (band_.width() >= 8)
            x = zoomed(shown.x, (band_.left() - area.left()) / area.width(),
                       (band_.right() - area.left()) / area.width());
        if (band_.height() >= 8)
            y = zoomed(shown.y, (area.bottom() - band_.bottom()) / area.height(),
                       (area.bottom() - band_.top()) / area.height());
        setZoom(x, y);
    }
    update();
}

void ChartCanvas::mouseDoubleClickEvent(QMouseEvent*) {
    resetZoom();
}

void ChartCanvas::wheelEvent(QWheelEvent* event) {
    Qt::Orientations orientations = Qt::Horizontal | Qt::Vertical;
    if (event->modifiers() & Qt::ControlModifier) orientations = Qt::Horizontal;
    if (event->modifiers() & Qt::ShiftModifier) orientations = Qt::Vertical;
    const int delta = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    zoomBy(std::pow(0.85, delta / 120.0), event->position(), orientations);
    event->accept();
}

void ChartCanvas::stepTarget(int by) {
    const auto all = targets();
    if (all.empty()) return;
    const int last = static_cast<int>(all.size()) - 1;
    focused_ = focused_ < 0 ? (by > 0 ? 0 : last) : std::clamp(focused_ + by, 0, last);
    const Target& target = all[static_cast<std::size_t>(focused_)];
    hover(target.run);
    focusedText_ = target.text;
    QToolTip::showText(mapToGlobal(target.at.toPoint()) + QPoint(12, 8), tipOf(target), this);
    announce();
}

void ChartCanvas::keyPressEvent(QKeyEvent* event) {
    constexpr double step = 40;
    const QPointF center = view().area.center();
    constexpr auto both = Qt::Horizontal | Qt::Vertical;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
        case Qt::Key_Left: return shift ? pan({step, 0}) : stepTarget(-1);
        case Qt::Key_Right: return shift ? pan({-step, 0}) : stepTarget(1);
        case Qt::Key_Up: return shift ? pan({0, step}) : stepTarget(10);
        case Qt::Key_Down: return shift ? pan({0, -step}) : stepTarget(-10);
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space: return select(hovered_, event->modifiers() & Qt::ControlModifier);
        case Qt::Key_Plus:
        case Qt::Key_Equal: return zoomBy(0.85, center, both);
        case Qt::Key_Minus: return zoomBy(1 / 0.85, center, both);
        case Qt::Key_0:
        case Qt::Key_Home: return resetZoom();
        default: QWidget::keyPressEvent(event);
    }
}

void ChartCanvas::leaveEvent(QEvent* event) {
    hover(-1);
    QWidget::leaveEvent(event);
}

void ChartCanvas::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    announce();
    update();
}

void ChartCanvas::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    focused_ = -1;
    update();
}

void ChartCanvas::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    cache_ = {};
    update();
}

void ChartCanvas::announce() {
    const QString help =
        tr("Left and Right go through the trials (Up and Down by ten), Enter selects one, with Ctrl several. Plus and "
           "minus zoom, Shift with the arrow keys pans, 0 shows everything. Drag to zoom into a part.");
    setAccessibleDescription(focused_ >= 0 ? focusedText_ + QStringLiteral(". ") + help : help);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

}  // namespace lathe::gui
