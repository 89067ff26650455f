// SPDX-License-Identifier: GPL-3.0-or-later
// The curve of a learning rate finder as a chart. No widgets.
#pragma once

#include <optional>

#include "widgets/charts/chart_picture.h"

namespace lathe::gui {

// `points`: learning rate and smoothed loss of each step, the rates ascending. The suggestion is marked on the curve.
ChartPicture learningRatePicture(const std::vector<QPointF>& points, std::optional<double> suggestion, bool log);

}  // namespace lathe::gui
