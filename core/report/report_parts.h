// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a report, each made of the studies; a part that has nothing to say has no blocks.
#pragma once

#include <string>
#include <vector>

#include "core/report/report_studies.h"

namespace lathe::report {

// A table with a row for each study: its state, its best trial, its times.
std::vector<Block> studies_part(const ReportStudies& studies);
// What people wrote about studies and trials.
std::vector<Block> notes_part(const ReportStudies& studies);
// For each study a table of its best trials with their parameters.
std::vector<Block> best_part(const ReportStudies& studies);
// For each study a table of its trials with parameters and metrics; of very many the first.
std::vector<Block> trials_part(const ReportStudies& studies);
// For each study, what its best trial (without results its first) ran in, and that trial's config.
std::vector<Block> environment_part(const ReportStudies& studies);

// For each study with two results or more, the objective trial by trial.
std::vector<Block> history_part(const ReportStudies& studies);
// For each search with enough results, how much each parameter matters (PED-ANOVA).
std::vector<Block> importance_part(const ReportStudies& studies);
// For each study, parameters and objective of its ranked trials as lines over parallel axes.
std::vector<Block> parallel_part(const ReportStudies& studies);
// For each study, the objective over each parameter that differs between trials.
std::vector<Block> parameters_part(const ReportStudies& studies);
// For each metric a chart with the curves of the drawn trials. `metrics`: as ReportRequest has it.
std::vector<Block> curves_part(const ReportStudies& studies, const std::vector<std::string>& metrics);

}  // namespace lathe::report
