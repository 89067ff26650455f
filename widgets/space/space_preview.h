// SPDX-License-Identifier: GPL-3.0-or-later
// What a distribution would give, shown in a HistogramView: the values that q and clip really leave, with handles for
// its range. GUI thread.
#pragma once

#include <utility>
#include <vector>

#include <QString>

#include "core/config/schema.h"
#include "core/space/space.h"

namespace lathe::gui {

class HistogramView;

// `option` null: no schema knows it.
void showSamples(HistogramView& view, const space::Distribution& distribution, const config::Option* option);
// The same, and the handles at the ends of its range: low and high, or one sigma to both sides of the middle.
void showPreview(HistogramView& view, const space::Distribution& distribution, const config::Option* option);
// How many values can come out and how likely each is; or how many samples the picture is made of.
QString reachableText(const space::Distribution& distribution, const config::Option* option);

// Where the handles of a numeric kind stand, and the distribution that handles moved there stand for, rounded to three
// digits.
std::pair<double, double> handlesOf(const space::Distribution& distribution);
space::Distribution fromHandles(const space::Distribution& before, double low, double high);

// Values of trials as positions on the histogram: numbers, or the index of the branch.
std::vector<double> observedMarks(const space::Distribution& distribution, const std::vector<config::Value>& values);

}  // namespace lathe::gui
