// SPDX-License-Identifier: GPL-3.0-or-later
// The callbacks that a config asks for.
#pragma once

#include <memory>
#include <vector>

#include "core/config/value.h"
#include "core/train/hooks.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

std::vector<std::shared_ptr<Callback>> make_callbacks(const config::Value& config, const TrainerOptions& options);

}  // namespace lathe::train
