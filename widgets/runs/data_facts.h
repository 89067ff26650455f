// SPDX-License-Identifier: GPL-3.0-or-later
// What a trial's record says of its data, to be read. GUI thread.
#pragma once

#include <utility>
#include <vector>

#include <QString>

#include "core/config/value.h"

namespace lathe::gui {

// ("data: train", "10 samples: cat 4, dog 6"), a line for each part, and one for all notes. `data`: of trial.json's
// facts; empty when it is not as the engine writes it.
std::vector<std::pair<QString, QString>> dataFacts(const config::Value& data);

}  // namespace lathe::gui
