// SPDX-License-Identifier: GPL-3.0-or-later
// What the crosshair of a CurvesPlot reads: the values of the nearest curves, or of the groups, at a place on the x
// axis. GUI thread.
#pragma once

#include <vector>

#include <QCoreApplication>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/curves_lines.h"
#include "widgets/charts/curves_overlay.h"
#include "widgets/charts/curves_scene.h"

namespace lathe::gui {

class CurvesReadout {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::CurvesReadout)

  public:
    CurvesReadout(const CurvesScene& scene, const CurvesLines& lines, const ChartTheme& theme)
        : scene_(scene), lines_(lines), theme_(theme) {}

    // With the mouse at these pixels, over this place of the x axis; `pointedAt`: the run that is listed first, -1:
    // none.
    CurvesOverlay::Crosshair at(const QPointF& mouse, double key, int pointedAt) const;

  private:
    struct Near {
        double distance;  // in pixels; less than 0: pointed at
        int run;
        std::size_t index;
    };

    QString keyText(double key) const;
    std::vector<Near> nearest(const QPointF& mouse, double key, int pointedAt) const;
    CurvesOverlay::Reading runReading(const Near& near, int pointedAt) const;
    std::vector<CurvesOverlay::Reading> groupReadings(double key) const;

    const CurvesScene& scene_;
    const CurvesLines& lines_;
    ChartTheme theme_;
};

}  // namespace lathe::gui
