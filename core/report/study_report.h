// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a report of studies, or of some of their trials. Reads their records and curves; any thread.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/report/report.h"
#include "core/store/export/study_export.h"

namespace lathe::report {

// What a report may hold, in the order in which it stands there.
enum class ReportPart : std::uint8_t {
    studies,      // what each study was, and what came out
    notes,        // what people wrote
    best,         // the best trials, side by side
    history,      // the objective, trial by trial
    importance,   // how much each parameter matters
    parallel,     // parameters and objective of all trials as lines
    parameters,   // the objective over each parameter
    curves,       // of the metrics, by step
    trials,       // all trials as a table
    environment,  // what the best trial ran in, and its config
};
inline constexpr int report_part_count = 10;

// The word for a part in commands: "importance".
std::string_view name_of(ReportPart part);
// The heading of a part's section: "What matters".
std::string_view title_of(ReportPart part);
// The inverse of name_of(); nullopt: there is none of that name.
std::optional<ReportPart> report_part_from_name(std::string_view name);

// What a report is to be of.
struct ReportRequest {
    std::vector<store::ExportedStudy> studies;
    std::string title;                 // empty: of the studies
    std::string note;                  // Markdown, at the beginning
    std::set<ReportPart> parts;        // empty: all
    std::vector<std::string> metrics;  // whose curves are drawn; empty: the objectives, and what else there is
    Time made = {};                    // as the report says
};

// Asked after each trial whose curves were read; an error ends the work.
using ReportProgress = store::ExportProgress;

// Makes the report of some studies. The error: a study cannot be read, or `progress` gave one.
Result<Report> make_report(const ReportRequest& request, const ReportProgress& progress = {});

}  // namespace lathe::report
