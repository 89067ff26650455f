// SPDX-License-Identifier: GPL-3.0-or-later
// Paints a ChartPicture and makes it answer: hover, selection, zoom, and all of it by keyboard. GUI thread.
#pragma once

#include <functional>
#include <optional>

#include <QHash>
#include <QImage>
#include <QSet>
#include <QWidget>

#include "widgets/charts/chart_painter.h"

namespace lathe::gui {

class ChartCanvas : public QWidget {
    Q_OBJECT

  public:
    explicit ChartCanvas(QWidget* parent = nullptr);

    enum class Zoom { keep, reset };
    void setPicture(ChartPicture picture, Zoom zoom);
    const ChartPicture& picture() const { return picture_; }
    // What is known of a run, for the tooltip (rich text).
    void setDescriber(std::function<QString(int run)> describe) { describe_ = std::move(describe); }
    void setHighlightedRun(std::optional<int> run);
    void setSelectedRuns(const QSet<int>& runs);

    void resetZoom();
    bool isZoomed() const { return zoomX_ || zoomY_; }
    ChartView view() const;                                            // what of both axes is shown, and where
    void paintPicture(QPaintDevice* device, const QSize& size) const;  // for export

    QSize sizeHint() const override { return {640, 320}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

  Q_SIGNALS:
    void runHovered(int run);  // -1: none
    void selectedRunsChanged(const QSet<int>& runs);
    void zoomedChanged();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    // What can be pointed at: a point, a box or the end of a path, by its place among all of them.
    struct Target {
        QPointF at;  // pixels
        int run = -1;
        QString text;
    };
    std::vector<Target> targets() const;
    std::optional<Target> targetAt(const QPointF& position) const;
    QString tipOf(const Target& target) const;
    void hover(int run);
    void select(int run, bool toggle);
    void stepTarget(int by);
    void zoomBy(double factor, const QPointF& center, Qt::Orientations orientations);
    void pan(const QPointF& pixels);
    void setZoom(std::optional<ChartScale> x, std::optional<ChartScale> y);
    void announce();

    ChartPicture picture_;
    std::optional<ChartScale> zoomX_;
    std::optional<ChartScale> zoomY_;
    std::function<QString(int)> describe_;
    std::optional<int> highlighted_;
    QSet<int> selected_;
    int hovered_ = -1;
    int focused_ = -1;  // place among the targets, while the keyboard walks over them
    QString focusedText_;

    mutable QImage cache_;  // everything but what the pointer and the selection add
    enum class Drag { none, maybeBand, band, pan };
    Drag drag_ = Drag::none;
    QPointF pressed_;
    QPointF last_;
    QRectF band_;
};

}  // namespace lathe::gui
