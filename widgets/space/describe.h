// SPDX-License-Identifier: GPL-3.0-or-later
// Distributions in a few words, for rows, tooltips and summaries.
#pragma once

#include <QString>

#include "core/space/space.h"

namespace lathe::gui {

// "loguniform 0.0001 .. 0.01", "choice: 32, 64, 128", "quniform 2 .. 10 step 5", "normal 0 +- 1"
QString describe(const space::Distribution& distribution);

// A number as a person would write a float in YAML, that reads back to the same double: "0.5", "1e-4", "1.0".
QString yamlNumberText(double value);
// As yamlNumberText, but whole numbers without ".0".
QString shortNumberText(double value);

}  // namespace lathe::gui
