// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trial_curves_reader.h"

#include <utility>

namespace lathe::store {

ScalarSeries TrialCurvesReader::poll() {
    ScalarSeries series = metrics_.poll();
    for (auto& [tag, points] : usage_.poll()) series.try_emplace(tag, std::move(points));
    return series;
}

}  // namespace lathe::store
