#include "widgets/charts/parallel_canvas.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetrics>

namespace lathe::gui {

namespace {

constexpr int least_side = 40;  // left and right of the outermost axes, at least

}  // namespace

ParallelCanvas::ParallelCanvas(ParallelModel& model, QWidget* parent) : QWidget(parent), model_(model), layers_(model) {
    setObjectName(QStringLiteral("parallelCanvas"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Parallel coordinates"));
    theme_ = ChartTheme::of(palette());
    layers_.setTheme(theme_);
    announce();
}

QString ParallelCanvas::runLabel(int run) const {
    const auto found = labels_.find(run);
    return found != labels_.end() ? *found : QCoreApplication::translate("Charts", "Trial %1").arg(run);
}

int ParallelCanvas::focusedAxis() const {
    const auto& order = model_.order();
    return focus_ >= 0 && focus_ < static_cast<int>(order.size()) ? order[std::size_t(focus_)] : -1;
}

void ParallelCanvas::rowsChanged() {
    focus_ = std::clamp(focus_, 0, std::max(0, static_cast<int>(model_.order().size()) - 1));
    layers_.invalidate();
    axes_ = {};
    update();
}

void ParallelCanvas::passingChanged() {
    layers_.invalidatePassing();
    update();
}

void ParallelCanvas::setHighlightedRun(std::optional<int> run) {
    if (highlighted_ == run) return;
    highlighted_ = run;
    update();
}

void ParallelCanvas::setSelectedRuns(const QSet<int>& runs) {
    if (selected_ == runs) return;
    selected_ = runs;
    update();
}

int ParallelCanvas::titleRows(const QSize& size) const {
    const auto axes = model_.order().size();
    if (axes < 2) return 1;
    const double gap = double(size.width() - least_side - label_room) / double(axes - 1);
    const QFontMetrics metrics(font());
    for (const int axis : model_.order()) {
        if (metrics.horizontalAdvance(model_.axis(axis).name()) + 24 > gap) return 2;
    }
    return 1;
}

ParallelLayout ParallelCanvas::layoutFor(const QSize& size) const {
    const int line = QFontMetrics(font()).height();
    ParallelLayout layout;
    layout.highest = model_.highest();
    layout.lowest = model_.lowest();
    layout.top = titleRows(size) * (line + 6) + 14;
    layout.bottom = std::max(layout.top + 40, size.height() - 12.0 - line / 2.0);
    const auto axes = static_cast<int>(model_.order().size());
    const double left = least_side + (axes == 1 ? (size.width() - least_side - label_room) / 2.0 : 0);
    const double width = std::max(40, size.width() - least_side - label_room);
    for (int i = 0; i < axes; ++i) layout.x.push_back(std::floor(left + (axes > 1 ? width * i / (axes - 1) : 0)) + 0.5);
    return layout;
}

void ParallelCanvas::axesEdited() {
    rowsChanged();
    announce();
    Q_EMIT modelChanged();
}

void ParallelCanvas::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    axes_ = {};
    announce();
}

void ParallelCanvas::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    axes_ = {};
}

void ParallelCanvas::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    theme_ = ChartTheme::of(palette());
    layers_.setTheme(theme_);
    axes_ = {};
    update();
}

}  // namespace lathe::gui
