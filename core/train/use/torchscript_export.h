// SPDX-License-Identifier: GPL-3.0-or-later
// A network as TorchScript: what Python's torch.jit.load and C++'s torch::jit::load read.
#pragma once

#include <filesystem>
#include <string>

#include "core/train/use/trained_model.h"

namespace lathe::train {

// The bytes of the archive: the calls that `forward` makes, written down for a batch of zeros (tracing), the weights
// under their names, and "model.json" as an extra file. The batch may have any size; the length of a text is that of
// the training's samples. It is read back and must give what the network gives for other samples and batch sizes.
// TrainError: it does not, or the network calls what cannot be traced.
std::string torchscript_bytes(const TrainedModel& model);

}  // namespace lathe::train
