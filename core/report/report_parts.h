// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a report, each made of the studies; a part that has nothing to say has no blocks.
#pragma once

#include <string>
#include <vector>

#include "core/report/report_studies.h"

namespace lathe::report {

std::vector<Block> studies_part(const ReportStudies& studies);
std::vector<Block> notes_part(const ReportStudies& studies);
std::vector<Block> best_part(const ReportStudies& studies);
std::vector<Block> trials_part(const ReportStudies& studies);
std::vector<Block> environment_part(const ReportStudies& studies);

std::vector<Block> history_part(const ReportStudies& studies);
std::vector<Block> importance_part(const ReportStudies& studies);
std::vector<Block> parallel_part(const ReportStudies& studies);
std::vector<Block> parameters_part(const ReportStudies& studies);
std::vector<Block> curves_part(const ReportStudies& studies, const std::vector<std::string>& metrics);

}  // namespace lathe::report
