// The picture of a ParallelView and everything that is done on it with mouse and keyboard.
#pragma once

#include <optional>

#include <QHash>
#include <QSet>
#include <QTimer>
#include <QWidget>

#include "widgets/charts/parallel_layers.h"
#include "widgets/charts/parallel_model.h"

class QMenu;

namespace lathe::gui {

class ParallelCanvas : public QWidget {
    Q_OBJECT

  public:
    ParallelCanvas(ParallelModel& model, QWidget* parent);

    void rowsChanged();     // axes or rows: redraw everything
    void passingChanged();  // brushes only
    void setHighlightedRun(std::optional<int> run);
    void setSelectedRuns(const QSet<int>& runs);
    const QSet<int>& selectedRuns() const { return selected_; }
    void setRunLabel(int run, const QString& label) { labels_[run] = label; }
    QString runLabel(int run) const;

    ParallelLayout layoutFor(const QSize& size) const;
    int focusedAxis() const;  // index into the table's axes; -1: none
    void fillAxisMenu(QMenu* menu, int axis);
    void paintPicture(QPainter& painter, const QSize& size);  // for export

    QSize sizeHint() const override { return {640, 260}; }
    QSize minimumSizeHint() const override { return {240, 150}; }

  Q_SIGNALS:
    void modelChanged();    // something was done to it here: axes, kinds, colours
    void brushesChanged();  // only brushes
    void runHovered(int run);
    void selectedRunsChanged(const QSet<int>& runs);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    static constexpr int label_room = 72;  // right of the last axis, for its tick labels
    enum class Drag { none, title, newBrush, moveBrush, lowEdge, highEdge };
    struct BrushHit {
        int brush = -1;
        Drag part = Drag::none;
    };

    void paintAxes(QPainter& painter, const ParallelLayout& layout, bool interactive) const;
    void paintAxis(QPainter& painter, const ParallelLayout& layout, int position, bool interactive) const;
    void paintTitle(QPainter& painter, const ParallelLayout& layout, int position, bool interactive) const;
    void paintBrushes(QPainter& painter, const ParallelLayout& layout) const;
    void paintRow(QPainter& painter, const ParallelLayout& layout, std::size_t row, double width) const;
    int titleRows(const QSize& size) const;
    int titleAt(const QPointF& position) const;
    BrushHit brushAt(int axis, double y) const;
    std::optional<std::size_t> rowAt(const QPointF& position) const;
    void hover(const QPointF& position, const QPoint& global);
    QString describe(std::size_t row) const;

    void dragTitle(const QPointF& position);
    void dragBrush(const QPointF& position);
    void releaseTitle(const QPointF& position);
    void clickAxis(int axis, const QPointF& position);
    void setBrush(int axis, int index, const ParallelBrush& brush);
    void selectRow(std::optional<std::size_t> row, bool toggle);
    void setHovered(int run);
    void stepBrush(int steps, bool grow);
    void toggleBrush();
    void addBrush();
    std::size_t activeBrush() const;  // of the focused axis, which has brushes: the one that the keys move
    void stepLine(int steps);
    void focusAxis(int position);
    void announce();
    void axesEdited();

    ParallelModel& model_;
    ParallelLayers layers_;
    ChartTheme theme_;
    QImage axes_;  // titles, lines and ticks
    QHash<int, QString> labels_;
    QSet<int> selected_;
    std::optional<int> highlighted_;
    int hovered_ = -1;
    int focus_ = 0;  // position among the visible axes
    int activeBrush_ = 0;

    Drag drag_ = Drag::none;
    bool moved_ = false;
    int dragAxis_ = -1;
    int dragBrush_ = -1;
    QPointF pressed_;
    double titleX_ = 0;
    double pressedHeight_ = 0;
    ParallelBrush brushBefore_;
};

}  // namespace lathe::gui
