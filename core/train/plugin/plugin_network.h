// SPDX-License-Identifier: GPL-3.0-or-later
// Networks that network.path names: of plug-ins and of TorchScript. Both are code, and loaded only from trusted paths.
#pragma once

#include <memory>

#include "core/train/models/model_options.h"
#include "core/train/models/network.h"

namespace lathe::train {

// Makes the network of a plug-in. Throws TrainError: not trusted, not a library, no plug-in, built against another
// LibTorch or Lathe, no such network, options that it does not have, and what its constructor throws.
std::shared_ptr<Network> make_plugin_network(const PluginOptions& options, const InputSpec& input);

// Makes a network of a module that torch.jit.script or trace made and saved. Options stand in FILE.yaml beside it
// (type, default, low, high, choices, doc of each); they set the module's attributes of the same names.
std::shared_ptr<Network> make_torchscript_network(const TorchScriptOptions& options, const InputSpec& input);

}  // namespace lathe::train
