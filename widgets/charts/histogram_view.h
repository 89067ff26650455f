// SPDX-License-Identifier: GPL-3.0-or-later
// A histogram of what a search space would give, with the values that trials took on top and two handles for the range.
// GUI thread.
#pragma once

#include <optional>
#include <vector>

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include "widgets/charts/chart_export.h"
#include "widgets/charts/chart_scale.h"
#include "widgets/charts/histogram_bars.h"
#include "widgets/charts/histogram_layout.h"
#include "widgets/charts/histogram_range.h"

namespace lathe::gui {

class HistogramView : public QWidget {
    Q_OBJECT

  public:
    explicit HistogramView(QWidget* parent = nullptr);

    // Bins the finite samples, evenly on a linear or a log axis; few distinct values become one bar each.
    void setSamples(const std::vector<double>& samples, bool log);
    // Ready bins: `edges` ascending, one more than `weights`.
    void setBins(const std::vector<double>& edges, const std::vector<double>& weights, bool log);
    // Values with their weights, one narrow bar each: what a quantised distribution can reach.
    void setSpikes(const std::vector<double>& values, const std::vector<double>& weights, bool log);
    // One labelled bar a category; no range handles.
    void setCategories(const QStringList& names, const std::vector<double>& counts);
    void clear();

    // Ticks on top: the values that finished trials took; for categories their indexes.
    void setOverlay(std::vector<double> values);

    // The range shown by the handles; nullopt: no handles. Not signalled.
    void setRange(std::optional<double> low, std::optional<double> high);
    // Handles cannot leave these limits (e.g. the option's own range); either may be infinite.
    void setRangeLimits(double low, double high) { range_.setLimits(low, high); }
    // What is shown from now on is of something else: the axis fits it, whatever it was dragged to.
    void fitAxis();
    double rangeLow() const { return range_.low().value_or(0); }
    double rangeHigh() const { return range_.high().value_or(0); }

    ChartExport exported() const;

    QSize sizeHint() const override { return {320, 160}; }
    QSize minimumSizeHint() const override { return {160, 96}; }

  Q_SIGNALS:
    void rangeEdited(double low, double high);  // while a handle moves, by mouse or keyboard
    void rangeEditFinished();                   // released, or the keys rest: the moment to make it one undo step

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

    bool focusNextPrevChild(bool next) override;

  private:
    using Handle = HistogramRange::Handle;

    HistogramLayout layoutNow() const { return {size(), scale_}; }
    void fitScale();
    bool fitsStill(const ChartScale& wanted) const;
    void stretch();
    Handle handleAt(const QPointF& position) const;
    void moveHandle(Handle handle, double value);
    void setActive(Handle handle);
    void finishEdit();
    void describeRange();

    HistogramBars bars_;
    HistogramRange range_;
    std::vector<double> overlay_;
    ChartScale scale_;
    bool held_ = false;  // the axis is as a person dragged it, and stays so while it does
    QTimer stretch_;     // while a handle is held beyond the end of the axis
    double beyond_ = 0;  // pixels; negative: to the left
    Handle dragged_ = Handle::none;
    double grab_ = 0;  // where in the handle it was taken, in pixels
};

}  // namespace lathe::gui
