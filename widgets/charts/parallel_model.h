// SPDX-License-Identifier: GPL-3.0-or-later
// The logic of parallel coordinates: axes in order, what passes the brushes, which rows are best. No widgets; the rows
// may be many (100,000 rows x 20 axes: a brush costs one pass over its axis and an AND of bitsets).
#pragma once

#include <map>
#include <optional>
#include <vector>

#include <QSet>

#include "widgets/charts/parallel_axis_state.h"
#include "widgets/charts/parallel_table.h"
#include "widgets/charts/row_bits.h"
#include "widgets/charts/run_styles.h"

namespace lathe::gui {

class ParallelModel {
  public:
    // Replaces everything; axes with the name of an older one keep how they were looked at, rows of runs that were kept
    // away stay away.
    void setTable(const ParallelTable& table);

    std::size_t rowCount() const { return runs_.size(); }
    int run(std::size_t row) const { return runs_[row]; }
    std::optional<std::size_t> rowOf(int run) const;
    void setStyles(const RunStyles& styles) { styles_ = styles; }
    const RunStyles& styles() const { return styles_; }  // of lines that stand out
    void setRunLabel(int run, const QString& label) { labels_[run] = label; }
    QString runLabel(int run) const;  // "Trial N" when none was set
    int axisCount() const { return static_cast<int>(axes_.size()); }
    const ParallelAxisState& axis(int index) const { return axes_[static_cast<std::size_t>(index)]; }

    // Visible axes from left to right.
    const std::vector<int>& order() const { return order_; }
    void moveAxis(int axis, int position);  // among the visible ones
    void setHidden(int axis, bool hidden);  // the last visible axis stays
    void showAllAxes();
    void toggleInverted(int axis);
    void setKind(int axis, ParallelAxis::Kind kind);

    void setBrushes(int axis, std::vector<ParallelBrush> brushes);  // empty ones are dropped
    void clearBrushes();
    bool isBrushed() const;

    void keep();     // only what passes now; clears the brushes, fits the axes
    void exclude();  // without what passes now
    void restore();  // everything back
    bool isReduced() const { return !away_.isEmpty(); }
    double topShare() const { return topShare_; }
    void setTopShare(double percent);  // the best so many percent of the rows with a finite metric; 100: all rows

    void setColorAxis(int axis);  // -1: the first metric
    int colorAxis() const;        // -1: there is none
    void setMinimizing(bool minimizing);
    bool isMinimizing() const { return minimizing_; }
    bool isLessBetter(int index) const;  // of the metric as set above, of further objectives as their axes say
    int metricAxis() const;              // the first; -1: there is none

    const RowBits& base() const { return base_; }        // rows that are there at all
    const RowBits& passing() const { return passing_; }  // rows that pass everything
    QSet<int> passingRuns() const;
    // 0 to 1 by the colour axis, 1 best (for a metric by its direction, else highest); negative: no value there.
    float quality(std::size_t row) const { return quality_[row]; }
    // Rows from worst to best, those without a value first.
    const std::vector<std::uint32_t>& drawOrder() const { return drawOrder_; }

    // Heights, as fractions of the axis: 0 bottom and 1 top of every axis, places outside of that. Inversion applied.
    double height(int axis, std::size_t row) const { return heightOf(axis, axes_[std::size_t(axis)].positions()[row]); }
    double heightOf(int axis, float position) const;
    // Nothing there: the line breaks at this axis and goes on after it.
    bool isMissing(int axis, std::size_t row) const {
        return axes_[std::size_t(axis)].positions()[row] == ParallelAxisState::ofPlace(ParallelPlace::missing);
    }
    double placeHeight(ParallelPlace place) const;
    unsigned places() const { return places_; }  // used by any visible axis
    double lowest() const;                       // height of the lowest place in use, or 0
    double highest() const;
    // The brush over a span of heights, and the spans of heights that a brush covers.
    ParallelBrush brushOver(int axis, double from, double to) const;
    std::vector<std::pair<double, double>> spansOf(int axis, const ParallelBrush& brush) const;

    static constexpr double placeGap = 0.085;

  private:
    void fitAxes();
    void updateOrder();
    void updateQuality();
    void updateTop();
    void updatePassing();
    void updateAxis(int axis);

    std::vector<int> runs_;
    std::map<int, std::size_t> rowOf_;
    std::map<int, QString> labels_;
    RunStyles styles_;
    std::vector<ParallelAxisState> axes_;
    std::vector<RowBits> axisPassing_;
    std::vector<int> order_;
    QSet<int> away_;  // runs that were excluded
    RowBits base_;
    RowBits top_;
    RowBits passing_;
    std::vector<float> quality_;
    std::vector<std::uint32_t> drawOrder_;
    unsigned places_ = 0;
    double topShare_ = 100;
    QString colorName_;  // empty: by the first metric
    bool minimizing_ = true;
};

}  // namespace lathe::gui
