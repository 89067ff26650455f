// SPDX-License-Identifier: GPL-3.0-or-later
// Asks, once for each folder, before a window starts somebody's program. GUI thread.
#pragma once

#include <functional>

#include "core/search/experiment.h"

class QWidget;

namespace lathe::gui {

// Shows what would run and where; calls `then` when the person allows it, which is remembered for the folder. `failed`:
// it could not be remembered.
void askToTrustProgram(QWidget* window, const search::Experiment& experiment, const std::function<void()>& then,
                       const std::function<void(const Error&)>& failed);

// The same before the options of a script are read, which imports it: the program of `experiment` is that script.
void askToTrustScript(QWidget* window, const search::Experiment& experiment, const std::function<void()>& then,
                      const std::function<void(const Error&)>& failed);

}  // namespace lathe::gui
