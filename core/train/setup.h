// SPDX-License-Identifier: GPL-3.0-or-later
// From a config to what trains: the thread's settings and the module.
#pragma once

#include <memory>

#include "core/config/value.h"
#include "core/device/device.h"
#include "core/train/module.h"

namespace lathe::train {

// Sets the threads and numeric modes of this thread as the config says; gives the device to train on. Throws TrainError
// when LibTorch cannot use it.
torch::Device prepare_thread(const config::Value& config, device::DeviceId id);
// The module that the config names, or else its network in the module for the data's task, with new weights. What the
// module makes in configure_model() is not there yet, so neither are the weights of network.checkpoint: the Trainer
// sees to both. Throws TrainError when it does not fit the data.
std::shared_ptr<Module> make_module(const config::Value& config, const InputSpec& input, torch::Device device);

}  // namespace lathe::train
