// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/assessors/kinds.h"

namespace lathe::search {

const std::vector<AssessorKind>& assessor_kinds() {
    static const std::vector<AssessorKind> kinds = {medianstop_kind(), asha_kind(),      percentile_kind(),
                                                    patience_kind(),   threshold_kind(), curvefitting_kind(),
                                                    wilcoxon_kind()};
    return kinds;
}

}  // namespace lathe::search
