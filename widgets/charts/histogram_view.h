// A histogram of what a search space would give, with the values that trials took on top and two handles for the range.
// GUI thread.
#pragma once

#include <optional>
#include <vector>

#include <QStringList>
#include <QWidget>

#include "widgets/charts/chart_scale.h"

namespace lathe::gui {

class HistogramView : public QWidget {
    Q_OBJECT

  public:
    explicit HistogramView(QWidget* parent = nullptr);

    // Bins the finite samples, evenly on a linear or a log axis; few distinct values become one bar each.
    void setSamples(const std::vector<double>& samples, bool log);
    // Ready bins: `edges` ascending, one more than `weights`.
    void setBins(std::vector<double> edges, std::vector<double> weights, bool log);
    // Values with their weights, one narrow bar each: what a quantised distribution can reach.
    void setSpikes(std::vector<double> values, std::vector<double> weights, bool log);
    // One labelled bar a category; no range handles.
    void setCategories(const QStringList& names, const std::vector<double>& counts);
    void clear();

    // Ticks on top: the values that finished trials took; for categories their indexes.
    void setOverlay(std::vector<double> values);

    // The range shown by the handles; nullopt: no handles. Not signalled.
    void setRange(std::optional<double> low, std::optional<double> high);
    // Handles cannot leave these limits (e.g. the option's own range); either may be infinite.
    void setRangeLimits(double low, double high);
    double rangeLow() const { return low_.value_or(0); }
    double rangeHigh() const { return high_.value_or(0); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

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
    enum class Handle { none, low, high };
    static constexpr int rug = 14;       // pixels above the bars, for the ticks of the overlay
    static constexpr double knob = 6.5;  // radius of a handle in pixels
    struct Bar {
        double low;
        double high;  // equal to low: a spike
        double weight;
    };

    QRectF plotArea() const;
    double xOf(double value) const;
    QRectF barRect(const Bar& bar) const;
    void fitScale();
    Handle handleAt(const QPointF& position) const;
    void moveHandle(Handle handle, double value);
    void setActive(Handle handle);
    void finishEdit();
    QString describe(const Bar& bar) const;
    void describeRange();

    void paintBars(QPainter& painter) const;
    void paintAxis(QPainter& painter) const;
    void paintOverlay(QPainter& painter) const;
    void paintHandles(QPainter& painter) const;

    std::vector<Bar> bars_;
    QStringList categories_;
    std::vector<double> overlay_;
    bool log_ = false;
    ChartScale scale_;
    std::optional<double> low_;
    std::optional<double> high_;
    double lowest_;
    double highest_;
    Handle active_ = Handle::low;
    Handle dragged_ = Handle::none;
    double grab_ = 0;  // where in the handle it was taken, in pixels
    bool edited_ = false;
};

}  // namespace lathe::gui
