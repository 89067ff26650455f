// SPDX-License-Identifier: GPL-3.0-or-later
// The callbacks that a config asks for.
#pragma once

#include <memory>
#include <vector>

#include "core/config/value.h"
#include "core/train/hooks.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

// Makes the callbacks that a config asks for: the built-in ones that are switched on, then those of plug-ins, then
// those that monitor; the one that writes checkpoints is last. TrainError: options that contradict each other, a
// plug-in that cannot be loaded.
std::vector<std::shared_ptr<Callback>> make_callbacks(const config::Value& config, const TrainerOptions& options);

}  // namespace lathe::train
