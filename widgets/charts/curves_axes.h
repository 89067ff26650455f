// SPDX-License-Identifier: GPL-3.0-or-later
// The axes of a CurvesPlot: what kind they are, and which part of the data they show. An axis follows the data until a
// person zooms or pans it. GUI thread.
#pragma once

#include <string>

#include <QObject>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/qcp.h"

namespace lathe::gui {

class CurvesLines;
struct CurvesScene;

class CurvesAxes : public QObject {
    Q_OBJECT

  public:
    // All outlive this.
    CurvesAxes(QCustomPlot& plot, const CurvesScene& scene, const CurvesLines& lines);

    void setTheme(const ChartTheme& theme, const QFont& font);
    void setKinds();  // after the scene's x axis, log x or log y changed
    // Fits the axes that follow the data.
    void fit();
    bool isZoomed() const { return !followX_ || !followY_; }

    // By the person. Each replots.
    void reset();
    void zoom(double factor, const QPointF& center, Qt::Orientations orientations);
    void pan(const QPointF& pixels);
    void zoomInto(const QRect& band);  // a flat or a narrow one zooms one axis only

    // Shows the part of the x axis that another plot shows, or follows the data as that one does.
    void takeKeys(const CurvesAxes& other);

  Q_SIGNALS:
    void zoomedChanged();
    void keysEdited();  // the part of the x axis that is shown, by the person

  private:
    struct OutlierCache {
        std::size_t points = 0;
        QCPRange keys;
        std::string metric;
        bool logY = false;
        QCPRange range;
    };

    void fitKeys();
    void fitValues(const QCPRange& keys);
    QCPRange outlierRange(const QCPRange& keys);
    void setFollow(bool x, bool y);
    void edited();

    QCustomPlot& plot_;
    const CurvesScene& scene_;
    const CurvesLines& lines_;
    bool followX_ = true;
    bool followY_ = true;
    OutlierCache outliers_;
};

}  // namespace lathe::gui
