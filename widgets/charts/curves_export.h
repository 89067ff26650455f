// SPDX-License-Identifier: GPL-3.0-or-later
// A curves chart as a picture with its title and legend, or as the recorded points.
#pragma once

#include <string>
#include <vector>

#include <QPoint>
#include <QSize>

#include "widgets/charts/chart_export.h"
#include "widgets/charts/chart_exports.h"
#include "widgets/charts/printed_legend.h"
#include "widgets/charts/qcp.h"

namespace lathe::gui {

class CurvesPlot;
struct CurvesScene;

// Whether every point is here that was recorded.
ChartExports::Points pointsOf(const CurvesScene& scene);

// Both must outlive what is given back.
ChartExport exportCurves(const CurvesScene& scene, CurvesPlot& plot);

// The groups of the scene that have curves in one of the plots, or else its runs that recorded one of the metrics.
std::vector<PrintedLegend::Entry> legendEntries(const CurvesScene& scene, const std::vector<const CurvesPlot*>& plots,
                                                const std::vector<std::string>& metrics);
// The plot with its metrics as the title above; titleHeight() higher than `size`.
void paintTitledPlot(QCPPainter& painter, const CurvesScene& scene, CurvesPlot& plot, const QPoint& corner,
                     const QSize& size);
int titleHeight(const CurvesPlot& plot);
// "val_loss", and what is drawn dashed beside it.
std::vector<std::string> shownMetrics(const CurvesScene& scene);

}  // namespace lathe::gui
