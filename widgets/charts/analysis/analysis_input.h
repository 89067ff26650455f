// SPDX-License-Identifier: GPL-3.0-or-later
// What the analysis charts are computed from: a snapshot of a study, as plain values.
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QPointF>
#include <QString>
#include <QStringList>

#include "core/search/trial.h"
#include "widgets/charts/chart_picture.h"
#include "widgets/charts/parallel_table.h"

namespace lathe::gui {

struct AnalysisTrial {
    int run = 0;     // id chosen by the caller, unique in the input
    int number = 0;  // within its study
    QString label;
    search::TrialState state = search::TrialState::waiting;
    space::Params params;
    std::optional<double> objective;
    std::map<QString, double> metrics;  // last value of each
    std::optional<double> start;        // seconds since the epoch
    std::optional<double> end;
    QString device;
    QString reason;          // why it failed or was stopped
    bool isFeasible = true;  // it keeps the constraints of its search
};

struct AnalysisInput {
    QString metric;
    search::Mode mode = search::Mode::minimize;
    std::vector<std::pair<QString, search::Mode>> several;  // objectives when there is more than one, `metric` first
    space::Space space;                                     // empty when it is not known
    std::vector<AnalysisTrial> trials;
    ParallelTable table;                          // a row for each of the trials, in the same order
    std::map<int, std::vector<QPointF>> reports;  // by run: the metric at its steps
    double now = 0;                               // seconds since the epoch: how far the trials that run have come

    // The objectives of trials in a final state; NaN for all others.
    std::vector<double> objectives() const;
    QStringList parameters() const;  // columns of the table but the metric
    QStringList metrics() const;     // the objectives first, and "duration"
};

// What the person chose beside the chart itself.
struct AnalysisChoice {
    QString first;   // parameter or metric along x
    QString second;  // along y
    bool logY = false;
    bool maximizeFirst = false;
    bool maximizeSecond = false;
};

// A parameter as an axis, and where each trial lies on it; NaN where it has none.
struct ParameterColumn {
    ChartAxis axis;
    std::vector<double> at;
    int missing = 0;
};
ParameterColumn parameterColumn(const AnalysisInput& input, const QString& name);

// The numbers of a metric, "duration" in seconds; NaN where a trial has none.
std::vector<double> metricColumn(const AnalysisInput& input, const QString& name);
// "duration": not a metric that anybody recorded, but known of every trial.
QString durationMetric();
// Whether more is better, as far as the name tells (accuracies, scores); an objective has its mode.
bool moreIsBetter(const AnalysisInput& input, const QString& metric);

// "3 trials ... are left out", or nothing.
QString leftOut(int count, const QString& why);

struct Analysis {
    Q_DECLARE_TR_FUNCTIONS(Analysis)
};

}  // namespace lathe::gui
