// SPDX-License-Identifier: GPL-3.0-or-later
// What a parallel-coordinates plot shows: axes, and one row a trial. Plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/space/space.h"

namespace lathe::gui {

struct ParallelAxis {
    enum Kind { numeric, log, categorical, percentile };

    QString name;
    Kind kind = numeric;
    QStringList categories = {};  // of cells that hold a category, in axis order, the first at the bottom
    bool isMetric = false;
    bool lessIsBetter = false;  // of a metric that is not the first
};

// One value of a row: nothing (a child of a branch that was not picked, an objective not there yet), a number (NaN and
// the infinities included), or an index into the axis's categories.
struct ParallelCell {
    enum Kind : unsigned char { missing, number, category };

    static ParallelCell ofNumber(double v) { return {v, number}; }
    static ParallelCell ofCategory(int index) { return {static_cast<double>(index), category}; }

    double value = 0;
    Kind kind = missing;
};

struct ParallelRow {
    int run = 0;                      // id chosen by the caller, unique in the table
    std::vector<ParallelCell> cells;  // one per axis; those that lack at the end are missing
};

struct ParallelTable {
    std::vector<ParallelAxis> axes;
    std::vector<ParallelRow> rows;
};

// A trial as the builder below needs it.
struct ParallelTrial {
    int run = 0;
    space::Params params;
    std::optional<double> objective;
};

// One axis a parameter of the space (log distributions as log axes, choices as categorical ones), the children of
// nested choices as axes of their own named "path:branch.child", missing where their branch was not picked, and the
// metric last. A choice's value that the space does not list (the space was edited) joins the categories at the end.
ParallelTable makeParallelTable(const space::Space& space, const QString& metric,
                                const std::vector<ParallelTrial>& trials);

// One more objective as an axis of its own, with a value for each of the rows that has one.
void addObjectiveAxis(ParallelTable& table, const QString& metric, bool lessIsBetter,
                      const std::vector<std::optional<double>>& values);

}  // namespace lathe::gui
