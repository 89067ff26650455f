// SPDX-License-Identifier: GPL-3.0-or-later
// The analysis charts: each computes a picture from a snapshot of a study. No widgets.
//
// A chart is one function in a file of its own, and a line in the list of charts.cpp: the picker, the export and the
// tests know it from there.
#pragma once

#include "widgets/charts/analysis/analysis_input.h"
#include "widgets/charts/chart_export.h"

namespace lathe::gui {

struct AnalysisChart {
    enum Needs { nothing, oneParameter, twoParameters, twoMetrics, methodAndMetric };

    const char* id;
    QString (*name)();
    QString (*doc)();
    Needs needs = nothing;
    bool hasLogY = true;
    ChartPicture (*make)(const AnalysisInput& input, const AnalysisChoice& choice);
    bool isSlow = false;  // worked out on a thread of its own
};

const std::vector<AnalysisChart>& analysisCharts();

ChartPicture historyPicture(const AnalysisInput& input, const AnalysisChoice& choice);
ChartPicture slicePicture(const AnalysisInput& input, const AnalysisChoice& choice);
ChartPicture contourPicture(const AnalysisInput& input, const AnalysisChoice& choice);
ChartPicture rankPicture(const AnalysisInput& input, const AnalysisChoice& choice);
ChartPicture intermediatePicture(const AnalysisInput& input, const AnalysisChoice& choice);
ChartPicture timelinePicture(const AnalysisInput& input, const AnalysisChoice& choice);
ChartPicture paretoPicture(const AnalysisInput& input, const AnalysisChoice& choice);
ChartPicture importancePicture(const AnalysisInput& input, const AnalysisChoice& choice);
ChartPicture distributionPicture(const AnalysisInput& input, const AnalysisChoice& choice);

// Methods that the importance can be worked out by, as AnalysisChoice::first names them.
QStringList importanceMethods();

// The marks of a picture as a table, header first: mark, run, both axes (twice for what has an extent), text.
QString chartCsv(const ChartPicture& picture);
// The same later, on any thread.
ChartNumbers chartNumbers(const ChartPicture& picture);

}  // namespace lathe::gui
