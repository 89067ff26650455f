// SPDX-License-Identifier: GPL-3.0-or-later
// The weights of a module under their names in a checkpoint.
#pragma once

#include <map>
#include <string>

#include "core/train/tensor.h"

namespace lathe::train {

class Module;
struct State;

// The parameters and buffers of a module, each under "model." and its name in the module. They share the module's
// memory.
std::map<std::string, torch::Tensor> weights_of(const Module& module);
// Copies a checkpoint's weights into the module; TrainError tells which tensors and shapes differ, and then nothing is
// changed.
void load_weights(Module& module, const State& state);

// Changes the memory of a module's convolutions so that the channels of each weight lie side by side (channels_last).
void put_channels_last(Module& module);

}  // namespace lathe::train
