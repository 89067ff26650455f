// SPDX-License-Identifier: GPL-3.0-or-later
// How far a number of trials goes in a search space, in one sentence.
#pragma once

#include <QString>

#include "core/space/space.h"

namespace lathe::gui {

// "24 combinations; 6 trials cover 25 %", or for a space with ranges what grid the trials would be as dense as.
QString budgetText(const space::Space& space, int trials);

}  // namespace lathe::gui
