// SPDX-License-Identifier: GPL-3.0-or-later
// The assessors that are there; each is declared, with its arguments, in its own file.
#pragma once

#include "core/search/tuner.h"

namespace lathe::search {

AssessorKind medianstop_kind();
AssessorKind asha_kind();
AssessorKind percentile_kind();
AssessorKind patience_kind();
AssessorKind threshold_kind();
AssessorKind curvefitting_kind();
AssessorKind wilcoxon_kind();

}  // namespace lathe::search
