// SPDX-License-Identifier: GPL-3.0-or-later
// The curves of a CurvesPlot: two lines a run (as recorded, faint, and smoothed), mean and spread of each group, the
// marks of values that are no numbers, and the line that is pointed at. GUI thread.
#pragma once

#include <map>
#include <vector>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/curve_band.h"
#include "widgets/charts/curve_line.h"
#include "widgets/charts/curves_scene.h"
#include "widgets/charts/qcp.h"

namespace lathe::gui {

class CurveMarks;

class CurvesLines {
  public:
    struct Run {
        CurveLine* raw;  // without a series while nothing is smoothed
        CurveLine* main;
        CurveLine* beside;  // of the scene's other metric; without a series where the run has none
    };

    // Adds the layers it draws on to `plot`, which owns what is drawn; both outlive this.
    CurvesLines(QCustomPlot& plot, const CurvesScene& scene);

    void setTheme(const ChartTheme& theme);
    // After anything in the scene but the highlight changed.
    void update();
    // True: something else stands out now, and its layer is to be painted again.
    bool updateHighlight();
    QCPLayer* highlightLayer() const;

    // By run; only those that have points of the metric.
    const std::map<int, Run>& runs() const { return runs_; }
    // The mean and the spread of each group that has curves, by its place in the scene's groupNames.
    const std::map<int, GroupCurve>& groups() const { return groups_; }
    const CurveLine& meanOf(int group) const { return *groupLines_.at(group).mean; }
    // The run whose line is near; -1: none.
    int runAt(const QPointF& position) const;

  private:
    struct Group {
        CurveBand* band;
        CurveLine* mean;
    };
    enum class Emphasis { normal, hairlines };

    Run linesOf(int run);  // taken from runs_, or new

    void updateRuns();
    void updateGroups();
    void style(int run, const Run& lines, Emphasis emphasis);

    QCustomPlot& plot_;
    const CurvesScene& scene_;
    ChartTheme theme_;
    PixelColumns columns_;
    std::map<int, Run> runs_;
    std::map<int, GroupCurve> groups_;
    std::map<int, Group> groupLines_;
    CurveLine* highlight_;
    CurveMarks* marks_;
};

}  // namespace lathe::gui
