// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/histogram_view.h"

#include <algorithm>
#include <cmath>
#include <stop_token>
#include <string>
#include <utility>

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/charts/chart_menu.h"
#include "widgets/charts/histogram_painter.h"
#include "widgets/charts/number_text.h"

namespace lathe::gui {

namespace {

// Shares of the axis that are left free at both ends.
constexpr double little_air = 0.03;
constexpr double air_for_handles = 0.08;  // room to drag one outward
constexpr double least_share = 0.25;      // of the axis that a range takes, before the axis closes in on it
constexpr double stretch_most = 0.06;     // share of the axis that it grows by in one step
constexpr int stretch_ms = 33;

std::string barsCsv(const HistogramBars& bars) {
    std::string text = bars.isCategorical() ? "value,weight\n" : "low,high,weight\n";
    for (const HistogramBars::Bar& bar : bars.bars()) {
        if (bars.isCategorical()) text += csvField(bars.categories().value(static_cast<int>(bar.low))).toStdString();
        else text += csvNumber(bar.low).toStdString() + ',' + csvNumber(bar.high).toStdString();
        text += ',' + csvNumber(bar.weight).toStdString() + '\n';
    }
    return text;
}

}  // namespace

HistogramView::HistogramView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("histogramView"));
    setAccessibleName(tr("Histogram of samples"));
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    describeRange();
    stretch_.setInterval(stretch_ms);
    connect(&stretch_, &QTimer::timeout, this, &HistogramView::stretch);
    new ChartMenu(*this, [this](QMenu& menu) {
        ChartMenu::addExport(
            menu, *this, QStringLiteral("histogram"), [this] { return exported(); }, ChartExports::Points::shown);
    });
}

void HistogramView::fitAxis() {
    held_ = false;
    fitScale();
}

void HistogramView::setSamples(const std::vector<double>& samples, bool log) {
    bars_.setSamples(samples, log);
    fitScale();
}

void HistogramView::setBins(const std::vector<double>& edges, const std::vector<double>& weights, bool log) {
    bars_.setBins(edges, weights, log);
    fitScale();
}

void HistogramView::setSpikes(const std::vector<double>& values, const std::vector<double>& weights, bool log) {
    bars_.setSpikes(values, weights, log);
    fitScale();
}

void HistogramView::setCategories(const QStringList& names, const std::vector<double>& counts) {
    bars_.setCategories(names, counts);
    fitScale();
}

void HistogramView::clear() {
    bars_.clear();
    overlay_.clear();
    fitScale();
}

void HistogramView::setOverlay(std::vector<double> values) {
    overlay_ = std::move(values);
    fitScale();
}

void HistogramView::setRange(std::optional<double> low, std::optional<double> high) {
    range_.set(low, high);
    setFocusPolicy(range_.hasHandles() ? Qt::StrongFocus : Qt::NoFocus);
    fitScale();
    describeRange();
}

void HistogramView::describeRange() {
    if (!range_.hasHandles()) return setAccessibleDescription(tr("What the search space would give"));
    setAccessibleDescription(
        tr("Range from %1 to %2. Left and Right move the end in focus, with Shift ten times as far; "
           "Tab goes to the other end.")
            .arg(numberText(*range_.low(), 6), numberText(*range_.high(), 6)));
}

// The axis holds still while a handle moves, or the handle would run away from the mouse.
void HistogramView::fitScale() {
    update();
    if (dragged_ != Handle::none || range_.isEdited()) return;
    std::vector<double> shown = overlay_;
    if (range_.low()) shown.push_back(*range_.low());
    if (range_.high()) shown.push_back(*range_.high());
    const ChartScale wanted = bars_.scaleWith(shown, range_.hasHandles() ? air_for_handles : little_air);
    if (held_ && fitsStill(bars_.scaleWith(shown, 0))) return;
    held_ = false;
    scale_ = wanted;
}

// An axis that closed in on the range after each drag would let no drag widen it far.
bool HistogramView::fitsStill(const ChartScale& wanted) const {
    const double low = scale_.toUnit(wanted.low);
    const double high = scale_.toUnit(wanted.high);
    return !bars_.isCategorical() && range_.hasHandles() && scale_.log == wanted.log && low >= 0 && high <= 1 &&
           high - low >= least_share;
}

// The axis grows as long as a handle is held beyond its end, the faster the farther.
void HistogramView::stretch() {
    if (dragged_ == Handle::none) return stretch_.stop();
    const double step = stretch_most * std::min(1.0, std::abs(beyond_) / 80);
    const ChartScale wider{beyond_ < 0 ? scale_.fromUnit(-step) : scale_.low,
                           beyond_ > 0 ? scale_.fromUnit(1 + step) : scale_.high, scale_.log};
    if (!std::isfinite(wider.low) || !std::isfinite(wider.high) || (wider.log && wider.low <= 0)) return;
    const double before = range_.at(dragged_);
    const ChartScale held = std::exchange(scale_, wider);
    moveHandle(dragged_, beyond_ < 0 ? scale_.low : scale_.high);
    if (range_.at(dragged_) == before) scale_ = held;  // it may go no farther
    update();
}

void HistogramView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const HistogramLayout layout = layoutNow();
    HistogramPainter picture(bars_, range_, layout);
    picture.setLook(palette(), font(), size());
    const Handle byKeys = range_.isEdited() ? range_.active() : Handle::none;
    picture.setHandles(hasFocus() ? range_.active() : Handle::none, dragged_ != Handle::none ? dragged_ : byKeys);
    picture.paint(painter, tr("Nothing to sample yet"), overlay_);
}

ChartExport HistogramView::exported() const {
    const auto paint = [this](QPaintDevice* device) {
        QPainter painter(device);
        painter.setFont(font());
        const HistogramLayout layout = layoutNow();
        HistogramPainter picture(bars_, range_, layout);
        picture.setLook(palette(), font(), size());
        picture.paint(painter, tr("Nothing to sample yet"), overlay_);
    };
    return {accessibleName(), size(), paint,
            [this]() -> ChartNumbers { return [bars = bars_](const std::stop_token&) { return barsCsv(bars); }; }};
}

HistogramView::Handle HistogramView::handleAt(const QPointF& position) const {
    return bars_.isCategorical() ? Handle::none : layoutNow().handleAt(range_, position.x());
}

void HistogramView::setActive(Handle handle) {
    range_.setActive(handle);
    update();
}

void HistogramView::moveHandle(Handle handle, double value) {
    if (!range_.move(handle, value, scale_, layoutNow().area().width())) return;
    describeRange();
    update();
    Q_EMIT rangeEdited(*range_.low(), *range_.high());
}

void HistogramView::finishEdit() {
    dragged_ = Handle::none;
    stretch_.stop();
    if (!range_.finish()) return;
    held_ = true;
    fitScale();
    Q_EMIT rangeEditFinished();
}

void HistogramView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    dragged_ = handleAt(event->position());
    if (dragged_ == Handle::none) return;
    grab_ = event->position().x() - layoutNow().x(range_.at(dragged_));
    setActive(dragged_);
}

void HistogramView::mouseMoveEvent(QMouseEvent* event) {
    if (dragged_ == Handle::none) {
        if (handleAt(event->position()) != Handle::none) setCursor(Qt::SizeHorCursor);
        else unsetCursor();
        return;
    }
    const HistogramLayout layout = layoutNow();
    const double x = event->position().x() - grab_;
    const double inside = std::clamp(x, layout.area().left(), layout.area().right());
    beyond_ = x - inside;
    if (beyond_ == 0) stretch_.stop();
    else if (!stretch_.isActive()) stretch_.start();
    moveHandle(dragged_, layout.valueAt(inside));
}

void HistogramView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) finishEdit();
}

void HistogramView::keyPressEvent(QKeyEvent* event) {
    double pixels = 0;
    switch (event->key()) {
        case Qt::Key_Left: pixels = -2; break;
        case Qt::Key_Right: pixels = 2; break;
        case Qt::Key_PageDown: pixels = -20; break;
        case Qt::Key_PageUp: pixels = 20; break;
        default: return QWidget::keyPressEvent(event);
    }
    if (!range_.hasHandles()) return QWidget::keyPressEvent(event);
    if (event->modifiers() & Qt::ShiftModifier) pixels *= 10;
    const double from = scale_.toUnit(range_.at(range_.active()));
    moveHandle(range_.active(), scale_.fromUnit(from + pixels / layoutNow().area().width()));
}

void HistogramView::keyReleaseEvent(QKeyEvent* event) {
    if (!event->isAutoRepeat()) finishEdit();
}

void HistogramView::focusOutEvent(QFocusEvent* event) {
    finishEdit();
    update();
    QWidget::focusOutEvent(event);
}

void HistogramView::leaveEvent(QEvent* event) {
    unsetCursor();
    QWidget::leaveEvent(event);
}

// Tab goes from the low end to the high end before it leaves.
bool HistogramView::focusNextPrevChild(bool next) {
    if (range_.hasHandles() && hasFocus() && range_.active() == (next ? Handle::low : Handle::high)) {
        finishEdit();
        setActive(next ? Handle::high : Handle::low);
        return true;
    }
    const bool moved = QWidget::focusNextPrevChild(next);
    range_.setActive(next ? Handle::low : Handle::high);
    return moved;
}

bool HistogramView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const HistogramLayout layout = layoutNow();
    for (const auto& bar : bars_.bars()) {
        QRectF column = layout.bar(bars_, bar);
        column.setTop(layout.area().top());
        if (!column.contains(help->pos())) continue;
        QToolTip::showText(help->globalPos(), bars_.describe(bar), this, column.toRect());
        return true;
    }
    QToolTip::hideText();
    return true;
}

}  // namespace lathe::gui
