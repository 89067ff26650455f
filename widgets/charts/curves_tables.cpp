// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_tables.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "widgets/charts/chart_export.h"
#include "widgets/charts/number_text.h"

namespace lathe::gui {

namespace {

constexpr std::size_t most_points = 300;  // of a run

struct CurvesTablesWords {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::CurvesTables)
};

QString lineOf(const QStringList& cells) {
    QStringList fields;
    for (const QString& cell : cells) fields << csvField(cell);
    return fields.join(u',') + u'\n';
}

QString summaryOf(const QString& label, const std::vector<store::ScalarPoint>& points) {
    const store::ScalarPoint* least = nullptr;
    const store::ScalarPoint* most = nullptr;
    for (const store::ScalarPoint& point : points) {
        if (!std::isfinite(point.value)) continue;
        if (!least || point.value < least->value) least = &point;
        if (!most || point.value > most->value) most = &point;
    }
    const auto value = [](const store::ScalarPoint* point) { return point ? numberText(point->value, 6) : QString(); };
    const auto step = [](const store::ScalarPoint* point) { return point ? QString::number(point->step) : QString(); };
    return lineOf({label, QString::number(points.size()), value(&points.front()), value(&points.back()),
                   step(&points.back()), value(least), step(least), value(most), step(most)});
}

QString pointsOf(const QString& label, const std::vector<store::ScalarPoint>& points) {
    QString text;
    const std::size_t shown = std::min(points.size(), most_points);
    for (std::size_t i = 0; i < shown; ++i) {
        // The first and the last are among them.
        const std::size_t at = shown > 1 ? i * (points.size() - 1) / (shown - 1) : 0;
        text += lineOf({label, QString::number(points[at].step), numberText(points[at].value, 6)});
    }
    return text;
}

}  // namespace

std::vector<ChartTable> curvesTables(const CurvesScene& scene) {
    QString runs =
        lineOf({CurvesTablesWords::tr("run"), CurvesTablesWords::tr("points"), CurvesTablesWords::tr("first value"),
                CurvesTablesWords::tr("last value"), CurvesTablesWords::tr("last step"), CurvesTablesWords::tr("least"),
                CurvesTablesWords::tr("at step"), CurvesTablesWords::tr("greatest"), CurvesTablesWords::tr("at step")});
    QString all = lineOf({CurvesTablesWords::tr("run"), CurvesTablesWords::tr("step"), CurvesTablesWords::tr("value")});
    for (const auto& [run, entry] : scene.data.runs()) {
        const auto found = entry.metrics.find(scene.metric);
        if (!scene.shows(run) || found == entry.metrics.end() || found->second.points().empty()) continue;
        const QString label =
            scene.best == run ? CurvesTablesWords::tr("%1, the best so far").arg(scene.label(run)) : scene.label(run);
        runs += summaryOf(label, found->second.points());
        all += pointsOf(scene.label(run), found->second.points());
    }
    return {{CurvesTablesWords::tr("Runs"), runs}, {CurvesTablesWords::tr("Points"), all}};
}

}  // namespace lathe::gui
