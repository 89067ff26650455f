// SPDX-License-Identifier: GPL-3.0-or-later
// The assessors that are there; each is declared, with its arguments, in its own file.
#pragma once

#include "core/search/tuner.h"

namespace lathe::search {

AssessorKind medianstop_kind();    // stops trials worse than the median of the finished trials
AssessorKind asha_kind();          // asynchronous successive halving (Li et al. 2020)
AssessorKind percentile_kind();    // stops trials outside the best share of the finished trials
AssessorKind patience_kind();      // stops trials that no longer improve
AssessorKind threshold_kind();     // stops trials whose value leaves given bounds
AssessorKind curvefitting_kind();  // stops trials that fitted learning curves predict to end worse than others
AssessorKind wilcoxon_kind();      // stops trials that are, report by report, worse than the best one

}  // namespace lathe::search
