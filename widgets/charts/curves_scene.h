// SPDX-License-Identifier: GPL-3.0-or-later
// What a curves chart shows besides the points: names, states and emphasis of the runs.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QCoreApplication>
#include <QSet>
#include <QString>

#include "core/search/trial.h"
#include "widgets/charts/curve_data.h"
#include "widgets/charts/run_styles.h"

namespace lathe::gui {

struct CurvesScene {
    explicit CurvesScene(CurveData& shared) : data(shared) {}

    CurveData& data;
    std::string metric;
    std::string companion;  // a metric shown in another plot over the same x: both fit their x to both; empty: none
    std::string beside;     // a metric drawn dashed in the same axes; empty: none
    CurveSettings settings;
    bool logX = false;
    bool ignoreOutliers = false;

    std::map<int, QString> labels;
    std::map<int, QString> values;  // of what the runs are coloured or dashed by, behind their labels
    RunStyles styles;
    RunStyles groupStyles;  // by place in groupNames
    std::map<int, search::TrialState> states;
    std::optional<int> best;
    std::optional<int> highlighted;
    QSet<int> selected;
    std::optional<QSet<int>> visible;  // by the caller; nullopt: all
    QSet<int> hidden;                  // by the legend
    std::map<int, int> groups;         // run -> place in groupNames; empty: nothing is grouped
    std::vector<QString> groupNames;
    QString idle;   // what an empty chart says while it has no run to draw; "": that one may be started
    QString lacks;  // which points are not here, for whoever wants all of them; "": all are

    // Everything but what is shown of the data, as in another scene over the same data.
    void follow(const CurvesScene& other) {
        settings = other.settings;
        logX = other.logX;
        ignoreOutliers = other.ignoreOutliers;
        labels = other.labels;
        values = other.values;
        styles = other.styles;
        groupStyles = other.groupStyles;
        states = other.states;
        best = other.best;
        highlighted = other.highlighted;
        selected = other.selected;
        visible = other.visible;
        hidden = other.hidden;
        groups = other.groups;
        groupNames = other.groupNames;
        idle = other.idle;
        lacks = other.lacks;
    }
    bool grouped() const { return !groupNames.empty(); }
    // The group of a run; -1: it has none.
    int groupOf(int run) const {
        const auto found = groups.find(run);
        return found != groups.end() ? found->second : -1;
    }
    // The same for all runs of a group.
    QColor color(int run, bool dark) const {
        return grouped() ? groupStyles.color(std::max(0, groupOf(run)), dark) : styles.color(run, dark);
    }
    QPen pen(int run, bool dark, double width) const {
        return grouped() ? groupStyles.pen(std::max(0, groupOf(run)), dark, width) : styles.pen(run, dark, width);
    }
    // Whether one of them is being trained.
    bool runs() const {
        return std::any_of(states.begin(), states.end(),
                           [](const auto& one) { return one.second == search::TrialState::running; });
    }
    bool listed(int run) const { return !visible || visible->contains(run); }
    bool shows(int run) const { return listed(run) && !hidden.contains(run) && (!grouped() || groupOf(run) >= 0); }
    QString label(int run) const {
        const auto found = labels.find(run);
        const QString own =
            found != labels.end() ? found->second : QCoreApplication::translate("Charts", "Trial %1").arg(run);
        const auto value = values.find(run);
        return value != values.end() ? QStringLiteral("%1 \u00b7 %2").arg(own, value->second) : own;
    }
};

}  // namespace lathe::gui
