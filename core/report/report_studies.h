// SPDX-License-Identifier: GPL-3.0-or-later
// The studies of a report as all of its parts see them: ranked, named, and with the curves of the trials that are
// drawn.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/report/study_report.h"
#include "core/space/space.h"
#include "core/store/event_file.h"
#include "core/store/study_record.h"

namespace lathe::report {

// More lines than these nobody tells apart: the best are drawn, and the rest is counted.
inline constexpr std::size_t most_drawn_trials = 30;

// One study of the report.
struct ReportStudy {
    store::StudyRecord record;
    space::Space space;
    std::string label;
    // Those with a result, the best first; behind them those that break the constraints.
    std::vector<const store::TrialRecord*> ranked;
};

// A trial whose curves are drawn.
struct DrawnTrial {
    const ReportStudy* study = nullptr;
    const store::TrialRecord* trial = nullptr;
    std::string label;
    int series = 0;  // its colour and dashes in every chart
    store::ScalarSeries curves;
};

// The trials point into the studies: it may be moved, but must not be copied.
class ReportStudies {
  public:
    // Reads the studies of a request; with `with_curves` also the curves of the trials that are drawn. The error: a
    // study cannot be read, or `progress` gave one.
    static Result<ReportStudies> read(const ReportRequest& request, bool with_curves, const ReportProgress& progress);

    // The studies, in the order of the request.
    const std::vector<ReportStudy>& all() const { return studies_; }
    // The trials whose curves are drawn: the best of each study in turn (of one without results, its first ones); at
    // most most_drawn_trials.
    const std::vector<DrawnTrial>& drawn() const { return drawn_; }
    // Whether one of the drawn trials has a curve of this metric.
    bool has_curve(const std::string& metric) const;

    // The number of all trials of all studies, also of those that are not drawn.
    std::size_t trial_count() const;
    // What a trial is called in the report: "trial 3", or the name that a person gave it; of several studies with the
    // study's before it.
    std::string label_of(const ReportStudy& study, const store::TrialRecord& trial) const;
    // What could not be read, a sentence each.
    const std::vector<std::string>& warnings() const { return warnings_; }

  private:
    void name_studies();
    void choose_drawn();
    Result<void> read_curves(const ReportProgress& progress);

    std::vector<ReportStudy> studies_;
    std::vector<DrawnTrial> drawn_;
    std::vector<std::string> warnings_;
};

}  // namespace lathe::report
