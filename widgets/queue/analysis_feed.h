// SPDX-License-Identifier: GPL-3.0-or-later
// What the analysis charts of the running study are computed from, kept as the points arrive. No widgets.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/run/session.h"
#include "widgets/charts/analysis/analysis_input.h"

namespace lathe::gui {

// Whether it has begun: one that was interrupted waits, and keeps what it has.
bool hasBegun(const run::TrialStatus& trial);

// The trials that have begun, by number, with an axis for each objective.
ParallelTable parallelTableOf(const run::SessionStatus& status, const space::Space& space);

class AnalysisFeed {
  public:
    void clear();
    void add(const run::Mailbox::Batch& batch);
    // Trials that have not begun are left out, as in the parallel coordinates.
    AnalysisInput input(const run::SessionStatus& status, const space::Space& space) const;

  private:
    using Points = std::vector<QPointF>;
    std::map<int, std::map<std::string, Points>> points_;  // by trial and metric
};

}  // namespace lathe::gui
