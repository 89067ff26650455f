// SPDX-License-Identifier: GPL-3.0-or-later
// What a module begins its training with, as the config has it.
#pragma once

#include "core/config/value.h"
#include "core/train/module.h"

namespace lathe::train {

// Gives the module the weights of network.checkpoint, if the config names one; of a checkpoint the training state is
// left aside. What did not fit is a note of the module. The module has all its layers. TrainError: the file cannot be
// read, or does not fit.
void take_starting_weights(Module& module, const config::Value& config);

}  // namespace lathe::train
