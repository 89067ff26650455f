// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_export.h"

#include <algorithm>

#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_scene.h"

namespace lathe::gui {

namespace {

std::vector<int> shownRuns(const CurvesScene& scene) {
    std::vector<int> runs;
    for (const auto& [run, entry] : scene.data.runs()) {
        if (scene.shows(run) && entry.metrics.count(scene.metric) > 0) runs.push_back(run);
    }
    return runs;
}

std::vector<std::pair<QPen, QString>> legendEntries(const CurvesScene& scene, const CurvesPlot& plot) {
    std::vector<std::pair<QPen, QString>> entries;
    const bool dark = ChartTheme::of(plot.palette()).dark;
    for (const auto& [group, curve] : plot.groups())
        entries.emplace_back(scene.groupStyles.pen(group, dark, 2), scene.groupNames[static_cast<std::size_t>(group)]);
    if (scene.grouped()) return entries;
    for (const int run : shownRuns(scene)) entries.emplace_back(scene.pen(run, dark, 2), scene.label(run));
    return entries;
}

// The plot with its metric as the title above, and the legend below, in columns.
void paintTo(QPaintDevice* device, const CurvesScene& scene, CurvesPlot& plot, const QSize& plotSize,
             const QSize& size) {
    const ChartTheme theme = ChartTheme::of(plot.palette());
    QCPPainter painter(device);
    const bool vector = device->devType() != QInternal::Image;
    if (vector) painter.setMode(QCPPainter::pmVectorized);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.background);
    painter.drawRect(QRect(QPoint(), size));
    const QFontMetrics metrics(plot.font());
    const int line = metrics.height() + 6;
    painter.save();
    painter.translate(0, line);
    plot.toPainter(&painter, plotSize.width(), plotSize.height());
    painter.restore();
    painter.setFont(plot.font());
    painter.setPen(theme.text);
    painter.drawText(QRect(16, 0, size.width() - 32, line), Qt::AlignLeft | Qt::AlignBottom,
                     QString::fromStdString(scene.metric));
    const int cell = 160;
    const int columns = std::max(1, (size.width() - 32) / cell);
    int at = 0;
    for (const auto& [pen, text] : legendEntries(scene, plot)) {
        const QPoint corner(16 + at % columns * cell, line + plotSize.height() + at / columns * line);
        painter.setPen(pen);
        painter.drawLine(corner + QPoint(0, line / 2), corner + QPoint(20, line / 2));
        painter.setPen(theme.text);
        painter.drawText(QRect(corner + QPoint(26, 0), QSize(cell - 34, line)), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideMiddle, cell - 34));
        ++at;
    }
}

QString csvOf(const CurvesScene& scene) {
    QString text = QStringLiteral("run,label,metric,step,wall_time,value\n");
    for (const int run : shownRuns(scene)) {
        const QString head = QStringLiteral("%1,%2,%3,")
                                 .arg(run)
                                 .arg(csvField(scene.label(run)), csvField(QString::fromStdString(scene.metric)));
        for (const store::ScalarPoint& point : scene.data.runs().at(run).metrics.at(scene.metric).points()) {
            text += head + QString::number(point.step) + u',' + csvNumber(point.wall_time) + u',' +
                    csvNumber(point.value) + u'\n';
        }
    }
    return text;
}

}  // namespace

ChartExport exportCurves(const CurvesScene& scene, CurvesPlot& plot) {
    const QSize plotSize = plot.size();
    const int line = QFontMetrics(plot.font()).height() + 6;
    const int columns = std::max(1, (plotSize.width() - 32) / 160);
    const int rows = (static_cast<int>(legendEntries(scene, plot).size()) + columns - 1) / columns;
    const QSize size(plotSize.width(), plotSize.height() + (rows + 1) * line + 8);
    return {QString::fromStdString(scene.metric), size,
            [&scene, &plot, plotSize, size](QPaintDevice* device) { paintTo(device, scene, plot, plotSize, size); },
            [&scene] { return csvOf(scene); }};
}

}  // namespace lathe::gui
