// SPDX-License-Identifier: GPL-3.0-or-later
// Which options of a schedule do not come to effect in a training of a given length. No torch; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/config/value.h"

namespace lathe::train {

// A sentence for each option of the schedule that has no effect. `steps`: of the optimizer in the whole training;
// nullopt: only time ends it. `epochs`: as TrainingLimits::max_epochs().
std::vector<std::string> schedule_notes(const config::Value& config, std::optional<std::int64_t> steps,
                                        std::int64_t epochs);

}  // namespace lathe::train
