// SPDX-License-Identifier: GPL-3.0-or-later
// Parallel coordinates: every trial a line over one axis a parameter; brushed, reordered and inverted in place, by
// mouse and by keyboard. The logic is ParallelModel's; this paints it and turns events into its calls. GUI thread.
#pragma once

#include <memory>
#include <optional>

#include <QSet>
#include <QWidget>

#include "widgets/charts/parallel_table.h"
#include "widgets/charts/run_styles.h"

namespace lathe::gui {

class ParallelView : public QWidget {
    Q_OBJECT

  public:
    explicit ParallelView(QWidget* parent = nullptr);
    ~ParallelView() override;

    // Replaces the rows. Axes that were there (by name) keep their kind, place, inversion and brushes; rows that were
    // kept or excluded (by run) stay so.
    void setTable(ParallelTable table);
    void setColorAxis(int axis);  // index into the table's axes; -1: by the first metric
    void setMinimizing(bool minimizing);
    void setRunStyles(const RunStyles& styles);       // of lines that are selected or pointed at
    void setRunLabel(int run, const QString& label);  // for tooltips; "Trial N" when not set
    // Whether a person has left any rows out: by a brush, Keep, Exclude or Best.
    bool leavesOut() const;

  public Q_SLOTS:
    void setHighlightedRun(std::optional<int> run);
    void setSelectedRuns(const QSet<int>& runs);

  Q_SIGNALS:
    void runHovered(int run);  // -1: none
    void selectedRunsChanged(const QSet<int>& runs);
    void brushedRunsChanged(const QSet<int>& runs);  // those that pass every brush, keep, exclude and top-N

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lathe::gui
