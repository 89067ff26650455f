#include "widgets/charts/histogram_view.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/number_text.h"
#include "widgets/charts/series_style.h"

namespace lathe::gui {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int side = 24;      // room for half a tick label
constexpr int rug = 14;       // above the bars: the overlay's ticks
constexpr int below = 30;     // handles and tick labels
constexpr double knob = 6.5;  // radius
constexpr std::size_t few_values = 24;

}  // namespace

HistogramView::HistogramView(QWidget* parent) : QWidget(parent), lowest_(-infinity), highest_(infinity) {
    setObjectName(QStringLiteral("histogramView"));
    setAccessibleName(tr("Histogram of samples"));
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    describeRange();
}

QSize HistogramView::sizeHint() const {
    return {320, 160};
}

QSize HistogramView::minimumSizeHint() const {
    return {160, 96};
}

void HistogramView::setSamples(const std::vector<double>& samples, bool log) {
    std::map<double, double> distinct;
    std::vector<double> shown;
    for (const double sample : samples) {
        if (!std::isfinite(sample) || (log && sample <= 0)) continue;
        shown.push_back(sample);
        if (distinct.size() <= few_values) ++distinct[sample];
    }
    if (distinct.size() <= few_values) {
        std::vector<double> values;
        std::vector<double> weights;
        for (const auto& [value, weight] : distinct) {
            values.push_back(value);
            weights.push_back(weight);
        }
        return setSpikes(std::move(values), std::move(weights), log);
    }
    const auto [low, high] = std::minmax_element(shown.begin(), shown.end());
    const ChartScale scale{*low, *high, log};
    const std::size_t count =
        std::clamp<std::size_t>(static_cast<std::size_t>(2 * std::cbrt(double(shown.size()))), 8, 60);
    std::vector<double> edges;
    for (std::size_t i = 0; i <= count; ++i) edges.push_back(scale.fromUnit(double(i) / double(count)));
    std::vector<double> weights(count);
    for (const double sample : shown) {
        const auto bin = static_cast<std::size_t>(std::clamp(scale.toUnit(sample), 0.0, 1.0) * double(count));
        ++weights[std::min(bin, count - 1)];
    }
    setBins(std::move(edges), std::move(weights), log);
}

void HistogramView::setBins(std::vector<double> edges, std::vector<double> weights, bool log) {
    bars_.clear();
    categories_.clear();
    log_ = log;
    for (std::size_t i = 0; i + 1 < edges.size() && i < weights.size(); ++i) {
        bars_.push_back({edges[i], edges[i + 1], weights[i]});
    }
    fitScale();
}

void HistogramView::setSpikes(std::vector<double> values, std::vector<double> weights, bool log) {
    bars_.clear();
    categories_.clear();
    log_ = log;
    for (std::size_t i = 0; i < values.size() && i < weights.size(); ++i) {
        bars_.push_back({values[i], values[i], weights[i]});
    }
    fitScale();
}

void HistogramView::setCategories(const QStringList& names, const std::vector<double>& counts) {
    bars_.clear();
    categories_ = names;
    log_ = false;
    for (std::size_t i = 0; i < counts.size(); ++i) bars_.push_back({double(i), double(i), counts[i]});
    fitScale();
}

void HistogramView::clear() {
    bars_.clear();
    categories_.clear();
    overlay_.clear();
    fitScale();
}

void HistogramView::setOverlay(std::vector<double> values) {
    overlay_ = std::move(values);
    fitScale();
}

void HistogramView::setRange(std::optional<double> low, std::optional<double> high) {
    low_ = low;
    high_ = high;
    setFocusPolicy(low_ && high_ ? Qt::StrongFocus : Qt::NoFocus);
    fitScale();
    describeRange();
}

void HistogramView::setRangeLimits(double low, double high) {
    lowest_ = low;
    highest_ = high;
}

void HistogramView::describeRange() {
    if (!low_ || !high_) return setAccessibleDescription(tr("What the search space would give"));
    setAccessibleDescription(
        tr("Range from %1 to %2. Left and Right move the end in focus, with Shift ten times as far; "
           "Tab goes to the other end.")
            .arg(numberText(*low_, 6), numberText(*high_, 6)));
}

// The axis holds still while a handle moves, or the handle would run away from the mouse.
void HistogramView::fitScale() {
    update();
    if (dragged_ != Handle::none || edited_) return;
    if (!categories_.isEmpty()) {
        scale_ = {-0.5, double(categories_.size()) - 0.5, false};
        return;
    }
    double low = infinity;
    double high = -infinity;
    const auto take = [&](double value) {
        if (!std::isfinite(value) || (log_ && value <= 0)) return;
        low = std::min(low, value);
        high = std::max(high, value);
    };
    for (const Bar& bar : bars_) {
        take(bar.low);
        take(bar.high);
    }
    if (low_) take(*low_);
    if (high_) take(*high_);
    for (const double value : overlay_) take(value);
    if (!(low <= high)) {
        scale_ = {log_ ? 0.1 : 0.0, 1, log_};
        return;
    }
    if (low == high) {
        low = log_ ? low / 2 : low - (low != 0 ? std::abs(low) / 2 : 0.5);
        high = log_ ? high * 2 : high + (high != 0 ? std::abs(high) / 2 : 0.5);
    }
    // Room at both ends, to drag a handle outward.
    const ChartScale tight{low, high, log_};
    const double air = low_ && high_ ? 0.08 : 0.03;
    const ChartScale wide{tight.fromUnit(-air), tight.fromUnit(1 + air), log_};
    const bool usable = std::isfinite(wide.low) && std::isfinite(wide.high) && (!log_ || wide.low > 0);
    scale_ = usable ? wide : tight;
}

QRectF HistogramView::plotArea() const {
    return QRectF(rect()).adjusted(side, rug + 4, -side, -below);
}

double HistogramView::xOf(double value) const {
    const QRectF area = plotArea();
    return area.left() + std::clamp(scale_.toUnit(value), -1.0, 2.0) * area.width();
}

QRectF HistogramView::barRect(const Bar& bar) const {
    const QRectF area = plotArea();
    double most = 0;
    for (const Bar& each : bars_) most = std::max(most, each.weight);
    const double height = most > 0 ? bar.weight / most * area.height() : 0;
    double left = xOf(bar.low);
    double right = xOf(bar.high);
    if (bar.low == bar.high) {
        const double width = categories_.isEmpty() ? 6.0 : std::min(48.0, area.width() / double(bars_.size()) * 0.7);
        left -= width / 2;
        right = left + width;
    } else if (right - left > 3) {
        right -= 1;  // a hairline between bars
    }
    return {left, area.bottom() - height, right - left, height};
}

void HistogramView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ChartTheme theme = ChartTheme::of(palette());
    painter.fillRect(rect(), theme.background);
    if (bars_.empty()) {
        painter.setPen(theme.faintText);
        painter.drawText(plotArea(), Qt::AlignCenter | Qt::TextWordWrap, tr("Nothing to sample yet"));
    }
    paintBars(painter);
    paintAxis(painter);
    paintOverlay(painter);
    paintHandles(painter);
}

void HistogramView::paintBars(QPainter& painter) const {
    const ChartTheme theme = ChartTheme::of(palette());
    const QColor inside = mixed(theme.background, theme.accent, 0.62);
    const QColor outside = mixed(theme.background, theme.text, 0.2);
    painter.setPen(Qt::NoPen);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const Bar& bar : bars_) {
        const double middle = scale_.fromUnit((scale_.toUnit(bar.low) + scale_.toUnit(bar.high)) / 2);
        const bool within = (!low_ || middle >= *low_) && (!high_ || middle <= *high_);
        painter.fillRect(barRect(bar), within ? inside : outside);
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

void HistogramView::paintAxis(QPainter& painter) const {
    const ChartTheme theme = ChartTheme::of(palette());
    const QRectF area = plotArea();
    painter.setPen(QPen(theme.axis, 1));
    const double base = std::floor(area.bottom()) + 0.5;
    painter.drawLine(QPointF(area.left(), base), QPointF(area.right(), base));
    painter.setPen(theme.faintText);
    const QFontMetricsF metrics(font());
    const double top = area.bottom() + (low_ && high_ ? knob + 3 : 5);
    if (!categories_.isEmpty()) {
        const double width = area.width() / double(categories_.size());
        for (int i = 0; i < categories_.size(); ++i) {
            const QRectF cell(xOf(i) - width / 2, top, width, metrics.height());
            painter.drawText(cell, Qt::AlignCenter, metrics.elidedText(categories_[i], Qt::ElideMiddle, width - 4));
        }
        return;
    }
    if (bars_.empty() && !low_) return;
    const QVector<double> ticks = scale_.ticks(std::max(2, static_cast<int>(area.width() / 72)));
    const QStringList labels = scale_.tickLabels(ticks);
    double free = -infinity;
    for (int i = 0; i < ticks.size(); ++i) {
        const double width = metrics.horizontalAdvance(labels[i]);
        const double left = std::clamp(xOf(ticks[i]) - width / 2, 0.0, std::max(0.0, this->width() - width));
        if (left < free) continue;
        painter.drawText(QPointF(left, top + metrics.ascent()), labels[i]);
        free = left + width + 8;
    }
}

void HistogramView::paintOverlay(QPainter& painter) const {
    const ChartTheme theme = ChartTheme::of(palette());
    painter.setPen(QPen(seriesColor(1, theme.dark), 1.5, Qt::SolidLine, Qt::RoundCap));
    std::map<int, int> stacked;
    for (const double value : overlay_) {
        if (!std::isfinite(value) || (log_ && value <= 0)) continue;
        double x = xOf(value);
        if (!categories_.isEmpty()) {  // side by side over their category
            const int n = stacked[static_cast<int>(value)]++;
            x += (n % 2 == 0 ? 1 : -1) * ((n + 1) / 2) * 3.0;
        }
        painter.drawLine(QPointF(x, 4), QPointF(x, rug));
    }
}

void HistogramView::paintHandles(QPainter& painter) const {
    if (!low_ || !high_ || !categories_.isEmpty()) return;
    const ChartTheme theme = ChartTheme::of(palette());
    const QRectF area = plotArea();
    const double base = area.bottom();
    const double left = xOf(*low_);
    const double right = xOf(*high_);
    painter.setPen(QPen(theme.accent, 3, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(left, base), QPointF(right, base));
    for (const Handle handle : {Handle::low, Handle::high}) {
        const double x = handle == Handle::low ? left : right;
        painter.setPen(QPen(theme.accent, 1));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, base));
        painter.setPen(QPen(theme.accent, 2));
        const bool focused = hasFocus() && active_ == handle;
        painter.setBrush(focused ? theme.accent : theme.background);
        painter.drawEllipse(QPointF(x, base), knob, knob);
        if (focused) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(mixed(theme.background, theme.accent, 0.5), 2));
            painter.drawEllipse(QPointF(x, base), knob + 3, knob + 3);
        }
        if (dragged_ != handle && !(edited_ && active_ == handle)) continue;
        // The value while it changes, beside the line.
        const QString text = numberText(handle == Handle::low ? *low_ : *high_, 6);
        const QFontMetricsF metrics(font());
        QRectF box(0, area.top(), metrics.horizontalAdvance(text) + 12, metrics.height() + 6);
        box.moveLeft(x + 6 + box.width() <= width() ? x + 6 : x - 6 - box.width());
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(palette().color(QPalette::HighlightedText));
        painter.drawText(box, Qt::AlignCenter, text);
    }
}

HistogramView::Handle HistogramView::handleAt(const QPointF& position) const {
    if (!low_ || !high_ || !categories_.isEmpty()) return Handle::none;
    const double toLow = std::abs(position.x() - xOf(*low_));
    const double toHigh = std::abs(position.x() - xOf(*high_));
    if (std::min(toLow, toHigh) > knob + 4) return Handle::none;
    // One upon the other: the side of the mouse decides.
    if (toLow == toHigh) return position.x() < xOf(*low_) ? Handle::low : Handle::high;
    return toLow < toHigh ? Handle::low : Handle::high;
}

void HistogramView::setActive(Handle handle) {
    active_ = handle;
    update();
}

void HistogramView::moveHandle(Handle handle, double value) {
    if (handle == Handle::none || !low_ || !high_ || !std::isfinite(value)) return;
    const double width = plotArea().width();
    double moved = std::clamp(scale_.rounded(value, width), lowest_, highest_);
    if (log_ && moved <= 0) return;
    if (handle == Handle::low ? moved >= *high_ : moved <= *low_) return;
    double& end = handle == Handle::low ? *low_ : *high_;
    if (end == moved) return;
    end = moved;
    edited_ = true;
    describeRange();
    update();
    Q_EMIT rangeEdited(*low_, *high_);
}

void HistogramView::finishEdit() {
    dragged_ = Handle::none;
    if (!std::exchange(edited_, false)) return;
    fitScale();
    Q_EMIT rangeEditFinished();
}

void HistogramView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    dragged_ = handleAt(event->position());
    if (dragged_ == Handle::none) return;
    grab_ = event->position().x() - xOf(dragged_ == Handle::low ? *low_ : *high_);
    setActive(dragged_);
}

void HistogramView::mouseMoveEvent(QMouseEvent* event) {
    if (dragged_ == Handle::none) {
        if (handleAt(event->position()) != Handle::none) {
            setCursor(Qt::SizeHorCursor);
        } else {
            unsetCursor();
        }
        return;
    }
    const QRectF area = plotArea();
    const double x = std::clamp(event->position().x() - grab_, area.left(), area.right());
    moveHandle(dragged_, scale_.fromUnit((x - area.left()) / area.width()));
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
    if (!low_ || !high_) return QWidget::keyPressEvent(event);
    if (event->modifiers() & Qt::ShiftModifier) pixels *= 10;
    const double from = active_ == Handle::low ? *low_ : *high_;
    moveHandle(active_, scale_.fromUnit(scale_.toUnit(from) + pixels / plotArea().width()));
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
    if (low_ && high_ && hasFocus() && active_ == (next ? Handle::low : Handle::high)) {
        finishEdit();
        setActive(next ? Handle::high : Handle::low);
        return true;
    }
    const bool moved = QWidget::focusNextPrevChild(next);
    active_ = next ? Handle::low : Handle::high;
    return moved;
}

QString HistogramView::describe(const Bar& bar) const {
    double total = 0;
    for (const Bar& each : bars_) total += each.weight;
    const QString share = total > 0 ? numberText(100 * bar.weight / total, 3) : QStringLiteral("0");
    if (!categories_.isEmpty()) return tr("%1: %2 %").arg(categories_.value(static_cast<int>(bar.low)), share);
    if (bar.low == bar.high) return tr("%1: %2 %").arg(numberText(bar.low, 6), share);
    return tr("%1 to %2: %3 %").arg(numberText(bar.low), numberText(bar.high), share);
}

bool HistogramView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const Bar& bar : bars_) {
        QRectF column = barRect(bar);
        column.setTop(plotArea().top());
        if (!column.contains(help->pos())) continue;
        QToolTip::showText(help->globalPos(), describe(bar), this, column.toRect());
        return true;
    }
    QToolTip::hideText();
    return true;
}

}  // namespace lathe::gui
