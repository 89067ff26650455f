// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_export.h"

#include <algorithm>
#include <set>
#include <string>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/curve_numbers.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_scene.h"
#include "widgets/charts/metric_cards.h"
#include "widgets/charts/series_style.h"

namespace lathe::gui {

namespace {

QString titleOf(const CurvesScene& scene) {
    return MetricCard{QString::fromStdString(scene.metric), QString::fromStdString(scene.beside), {}, false}.title();
}

}  // namespace

ChartExports::Points pointsOf(const CurvesScene& scene) {
    return scene.lacks.isEmpty() ? ChartExports::Points::every : ChartExports::Points::shown;
}

std::vector<std::string> shownMetrics(const CurvesScene& scene) {
    std::vector<std::string> metrics{scene.metric};
    if (!scene.beside.empty()) metrics.push_back(scene.beside);
    return metrics;
}

std::vector<PrintedLegend::Entry> legendEntries(const CurvesScene& scene, const std::vector<const CurvesPlot*>& plots,
                                                const std::vector<std::string>& metrics) {
    std::vector<PrintedLegend::Entry> entries;
    if (plots.empty()) return entries;
    const bool dark = ChartTheme::of(plots.front()->palette()).dark;
    std::set<int> groups;
    for (const CurvesPlot* plot : plots)
        for (const auto& [group, curve] : plot->groups()) groups.insert(group);
    for (const int group : groups)
        entries.emplace_back(scene.groupStyles.pen(group, dark, curveWidth),
                             scene.groupNames[static_cast<std::size_t>(group)]);
    if (scene.grouped()) return entries;
    for (const auto& [run, entry] : scene.data.runs()) {
        const bool recorded =
            std::ranges::any_of(metrics, [&e = entry](const auto& name) { return e.metrics.contains(name); });
        if (scene.shows(run) && recorded) entries.emplace_back(scene.pen(run, dark, curveWidth), scene.label(run));
    }
    return entries;
}

int titleHeight(const CurvesPlot& plot) {
    return QFontMetrics(plot.font()).height() + 6;
}

void paintTitledPlot(QCPPainter& painter, const CurvesScene& scene, CurvesPlot& plot, const QPoint& corner,
                     const QSize& size) {
    const ChartTheme theme = ChartTheme::of(plot.palette());
    const int line = titleHeight(plot);
    painter.save();
    painter.translate(corner + QPoint(0, line));
    plot.toPainter(&painter, size.width(), size.height());
    painter.restore();
    painter.setFont(plot.font());
    painter.setPen(theme.text);
    painter.drawText(QRect(corner + QPoint(16, 0), QSize(size.width() - 32, line)), Qt::AlignLeft | Qt::AlignBottom,
                     titleOf(scene));
}

ChartExport exportCurves(const CurvesScene& scene, CurvesPlot& plot) {
    const QSize plotSize = plot.size();
    const int line = titleHeight(plot);
    const auto metrics = shownMetrics(scene);
    const PrintedLegend legend(legendEntries(scene, {&plot}, metrics), plot.font(), plotSize.width());
    const QSize size(plotSize.width(), line + plotSize.height() + legend.height() + 8);
    const auto paint = [&scene, &plot, plotSize, size, line, legend](QPaintDevice* device) {
        const ChartTheme theme = ChartTheme::of(plot.palette());
        QCPPainter painter(device);
        painter.setMode(QCPPainter::pmVectorized);  // whatever size it is drawn at in the end
        painter.fillRect(QRect(QPoint(), size), theme.background);
        paintTitledPlot(painter, scene, plot, {}, plotSize);
        legend.paint(painter, QPoint(0, line + plotSize.height()), theme.text);
    };
    return {titleOf(scene), size, paint, [&scene, metrics] { return curveNumbers(scene, metrics); }, scene.lacks};
}

}  // namespace lathe::gui
