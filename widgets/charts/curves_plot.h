// The plot of a CurvesView: lines, axes, zoom and pan, hover and selection. Draws what a CurvesScene says.
#pragma once

#include <map>
#include <memory>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/curve_band.h"
#include "widgets/charts/curve_line.h"
#include "widgets/charts/curves_overlay.h"
#include "widgets/charts/curves_scene.h"
#include "widgets/charts/qcp.h"

namespace lathe::gui {

class CurveMarks;

class CurvesPlot : public QCustomPlot {
    Q_OBJECT

  public:
    CurvesPlot(CurvesScene& scene, QWidget* parent);
    ~CurvesPlot() override;

    // After anything but the highlight changed: fits the axes that follow the data, and queues a replot.
    void refresh();
    void updateHighlight();
    void setAxisKinds();  // after the scene's x axis, log x or log y changed
    void resetZoom();
    bool isZoomed() const { return !followX_ || !followY_; }
    void zoom(double factor, const QPointF& center, Qt::Orientations orientations);
    void pan(const QPointF& pixels);
    // Shows the part of the x axis that another plot shows, or follows the data as that one does.
    void takeKeys(const CurvesPlot& other);

    const CurvesOverlay* overlay() const { return overlay_; }
    int lineCount() const { return static_cast<int>(lines_.size()); }
    // The mean and the spread of each group that has curves, by its place in the scene's groupNames.
    const std::map<int, GroupCurve>& groups() const { return groups_; }

  Q_SIGNALS:
    void runHovered(int run);               // -1: none
    void runClicked(int run, bool toggle);  // -1: beside every line
    void zoomedChanged();
    void keysEdited();  // the part of the x axis that is shown, by the person

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
    struct Lines {
        CurveLine* raw;
        CurveLine* main;
    };

    struct GroupLines {
        CurveBand* band;
        CurveLine* mean;
    };

    void applyTheme();
    void updateLines();
    void updateGroups();
    void style(int run, const Lines& lines, bool many);
    void fit();
    void fitValues(const QCPRange& keys);
    QCPRange outlierRange(const QCPRange& keys);
    void applyRubberBand(const QRect& band);
    void moveCrosshair(const QPointF& position);
    std::vector<CurvesOverlay::Reading> groupReadings(double key) const;
    QString keyText(double key) const;
    int runAt(const QPointF& position) const;
    QString emptyMessage() const;
    void setFollow(bool x, bool y);

    CurvesScene& scene_;
    ChartTheme theme_;
    PixelColumns columns_;
    std::map<int, Lines> lines_;
    std::map<int, GroupCurve> groups_;
    std::map<int, GroupLines> groupLines_;
    CurveLine* highlight_ = nullptr;
    CurveMarks* marks_ = nullptr;
    CurvesOverlay* overlay_ = nullptr;
    bool followX_ = true;
    bool followY_ = true;
    Drag drag_ = Drag::none;
    QPointF pressed_;
    QPointF last_;
    int hovered_ = -1;

    struct OutlierCache {
        std::size_t points = 0;
        QCPRange keys;
        std::string metric;
        bool logY = false;
        QCPRange range;
    };
    OutlierCache outliers_;
};

}  // namespace lathe::gui
