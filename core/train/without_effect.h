// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of a person that a training, as it was prepared, leaves without effect: its module makes such parts itself,
// or another setting, the data or the device rules them out.
#pragma once

#include <string>
#include <vector>

#include "core/train/trainer.h"

namespace lathe::train {

// A sentence for each such setting. `trainer` has prepared `module` for samples like `input`.
std::vector<std::string> settings_without_effect(const Trainer& trainer, const Module& module, const InputSpec& input,
                                                 const config::Value& config);

}  // namespace lathe::train
