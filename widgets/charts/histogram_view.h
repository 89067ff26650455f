// A histogram of what a search space would give, with the values that trials took on top and two handles for the range.
// GUI thread.
#pragma once

#include <optional>
#include <vector>

#include <QStringList>
#include <QWidget>

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

  private:
    enum class Handle { none, low, high };

    std::optional<double> low_;
    std::optional<double> high_;
};

}  // namespace lathe::gui
