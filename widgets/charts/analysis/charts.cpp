// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/analysis/charts.h"

#include <cmath>
#include <memory>
#include <stop_token>

namespace lathe::gui {

const std::vector<AnalysisChart>& analysisCharts() {
    using Chart = AnalysisChart;
    static const std::vector<AnalysisChart> charts{
        {"history", [] { return Analysis::tr("History"); },
         [] { return Analysis::tr("The objective of each trial, and the best so far"); }, Chart::nothing, true,
         historyPicture},
        {"slice", [] { return Analysis::tr("Slice"); },
         [] { return Analysis::tr("The objective against one parameter"); }, Chart::oneParameter, true, slicePicture},
        {"contour", [] { return Analysis::tr("Contour"); },
         [] { return Analysis::tr("What the objective is like over two parameters, estimated from the trials"); },
         Chart::twoParameters, false, contourPicture},
        {"rank", [] { return Analysis::tr("Rank"); },
         [] { return Analysis::tr("The trials over two parameters, coloured by their rank"); }, Chart::twoParameters,
         false, rankPicture},
        {"importance", [] { return Analysis::tr("Importance"); },
         [] { return Analysis::tr("How much each parameter matters for a metric"); }, Chart::methodAndMetric, false,
         importancePicture, true},
        {"intermediate", [] { return Analysis::tr("Intermediate values"); },
         [] { return Analysis::tr("What each trial reported, and where it was stopped early"); }, Chart::nothing, true,
         intermediatePicture},
        {"timeline", [] { return Analysis::tr("Timeline"); },
         [] { return Analysis::tr("When each trial ran, and on which device"); }, Chart::nothing, false,
         timelinePicture},
        {"pareto", [] { return Analysis::tr("Pareto front"); },
         [] { return Analysis::tr("Two metrics, and the trials that no other beats in both"); }, Chart::twoMetrics,
         true, paretoPicture},
        {"edf", [] { return Analysis::tr("Distribution (EDF)"); },
         [] { return Analysis::tr("Which share of the trials has at most this objective"); }, Chart::nothing, false,
         distributionPicture},
    };
    return charts;
}

QString chartCsv(const ChartPicture& picture) {
    const auto field = [](const ChartAxis& axis, double value) {
        return axis.kind == ChartAxis::category && std::isfinite(value) ? csvField(axis.text(value)) : csvNumber(value);
    };
    QString text =
        QStringLiteral("mark,run,%1,%2,%3,%4,text\n")
            .arg(csvField(picture.x.label), csvField(picture.y.label),
                 csvField(picture.x.label + QStringLiteral(" to")), csvField(picture.y.label + QStringLiteral(" to")));
    const auto row = [&](const char* mark, int run, const QString& rest) {
        text += QString::fromLatin1(mark) + u',' + (run >= 0 ? QString::number(run) : QString()) + u',' + rest + u'\n';
    };
    const auto point = [&](double x, double y) { return field(picture.x, x) + u',' + field(picture.y, y); };
    for (const ChartBox& box : picture.boxes) {
        // A box over a category belongs to it as a whole.
        const double y = picture.y.kind == ChartAxis::category ? (box.bottom + box.top) / 2 : box.bottom;
        const QString top = picture.y.kind == ChartAxis::category ? QString() : field(picture.y, box.top);
        row("box", box.run,
            point(box.left, y) + u',' + field(picture.x, box.right) + u',' + top + u',' + csvField(box.text));
    }
    for (const ChartPath& path : picture.paths)
        for (const QPointF& at : path.points) row("line", path.run, point(at.x(), at.y()) + QStringLiteral(",,,"));
    for (const ChartPoint& at : picture.points) row("point", at.run, point(at.x, at.y) + QStringLiteral(",,,"));
    return text;
}

ChartNumbers chartNumbers(const ChartPicture& picture) {
    return [picture = std::make_shared<const ChartPicture>(picture)](const std::stop_token&) {
        return chartCsv(*picture).toStdString();
    };
}

}  // namespace lathe::gui
