// SPDX-License-Identifier: GPL-3.0-or-later
// How far a number of trials goes in a search space, in one sentence.
#pragma once

#include <optional>

#include <QString>

#include "core/space/space.h"

namespace lathe::gui {

// "24 combinations; 6 trials cover 25 %", or for a space with ranges what grid the trials would be as dense as.
// `trials`: nullopt where nobody knows how many there will be.
QString budgetText(const space::Space& space, std::optional<int> trials);

}  // namespace lathe::gui
