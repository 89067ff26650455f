// SPDX-License-Identifier: GPL-3.0-or-later
// Mean and spread of the curves of a group of runs (repeated seeds, or any parameter). No widgets.
#pragma once

#include <map>
#include <span>
#include <vector>

#include <QString>

#include "core/store/series.h"
#include "widgets/charts/parallel_table.h"
#include "widgets/charts/run_styles.h"

namespace lathe::gui {

struct GroupCurve {
    store::Series mean;
    // One standard deviation (of the sample) around the mean, but never beyond the curves themselves.
    store::Series low;
    store::Series high;
    std::vector<int> members;  // how many curves there are at each point
};

// Over all xs of the curves (evenly spaced ones where they are more than `most_points`). Each curve counts between its
// first and its last point, linear in between, and not across a NaN or an infinity.
GroupCurve groupCurve(std::span<const store::Series* const> curves, std::size_t most_points = 2048);

// A way to put runs into groups: by the value of a parameter, for one.
struct CurveGrouping {
    QString name;
    std::map<int, QString> groupOf;      // by run; a run without one stays out
    std::map<QString, RunStyle> styles;  // of groups that have one of their own, by value
};

// One for each parameter that has at least two values and fewer values than there are runs; at most 12 values.
std::vector<CurveGrouping> groupingsOf(const ParallelTable& table);

}  // namespace lathe::gui
