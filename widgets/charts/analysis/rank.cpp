// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/search/analysis/rank_shares.h"
#include "widgets/charts/analysis/two_parameters.h"

namespace lathe::gui {

ChartPicture rankPicture(const AnalysisInput& input, const AnalysisChoice& choice) {
    ChartPicture picture;
    TwoParameters both = twoParameters(input, choice, picture);
    if (!picture.empty.isEmpty()) return picture;
    const std::vector<double> ranks = search::rank_shares(both.objectives, input.mode);
    std::stable_sort(both.rows.begin(), both.rows.end(),
                     [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });  // the best on top
    for (const std::size_t i : both.rows) {
        ChartPoint point{both.x.at[i], both.y.at[i], input.trials[i].run};
        point.ink = ChartInk::ofQuality(ranks[i]);
        picture.points.push_back(point);
    }
    picture.rampWorst = Analysis::tr("worst");
    picture.rampBest = Analysis::tr("best");
    return picture;
}

}  // namespace lathe::gui
