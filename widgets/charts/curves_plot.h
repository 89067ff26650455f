// SPDX-License-Identifier: GPL-3.0-or-later
// The plot of a CurvesView: brings lines, axes and the read-out together, and answers mouse and keyboard. Draws what a
// CurvesScene says. GUI thread.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/curves_axes.h"
#include "widgets/charts/curves_lines.h"
#include "widgets/charts/curves_overlay.h"
#include "widgets/charts/curves_scene.h"
#include "widgets/charts/qcp.h"

namespace lathe::gui {

class CurvesPlot : public QCustomPlot {
    Q_OBJECT

  public:
    CurvesPlot(CurvesScene& scene, QWidget* parent);

    // After anything but the highlight changed: fits the axes that follow the data, and queues a replot.
    void refresh();
    void updateHighlight();
    void setAxisKinds() { axes_.setKinds(); }  // after the scene's x axis, log x or log y changed
    void resetZoom() { axes_.reset(); }
    bool isZoomed() const { return axes_.isZoomed(); }
    void zoom(double factor, const QPointF& center, Qt::Orientations orientations) {
        axes_.zoom(factor, center, orientations);
    }
    void pan(const QPointF& pixels) { axes_.pan(pixels); }
    // Shows the part of the x axis that another plot shows, or follows the data as that one does.
    void takeKeys(const CurvesPlot& other) { axes_.takeKeys(other.axes_); }
    // A crosshair where another plot over the same x axis is pointed at; nullopt: none.
    void pointAt(std::optional<double> key);

    const std::string& metric() const { return scene_.metric; }
    // What is said instead of lines; empty: there are some.
    QString emptyMessage() const;
    int lineCount() const { return static_cast<int>(lines_.runs().size()); }
    // The mean and the spread of each group that has curves, by its place in the scene's groupNames.
    const std::map<int, GroupCurve>& groups() const { return lines_.groups(); }

  Q_SIGNALS:
    void runHovered(int run);               // -1: none
    void runClicked(int run, bool toggle);  // -1: beside every line
    void zoomedChanged();
    void keyPointedAt(double key);  // on the x axis, by the mouse; NaN: it is elsewhere
    void keysEdited();              // the part of the x axis that is shown, by the person

  protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    enum class Drag { none, maybeBand, band, pan };

    void applyTheme();
    void moveCrosshair(const QPointF& position);
    void setHovered(int run);

    const CurvesScene& scene_;
    ChartTheme theme_;
    CurvesLines lines_;
    CurvesAxes axes_;
    CurvesOverlay* overlay_ = nullptr;
    Drag drag_ = Drag::none;
    QPointF pressed_;
    QPointF last_;
    int hovered_ = -1;
};

}  // namespace lathe::gui
