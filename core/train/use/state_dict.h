// SPDX-License-Identifier: GPL-3.0-or-later
// Python's state_dicts: what torch.save(model.state_dict(), FILE) writes and torch.load(FILE, weights_only=True) reads.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"
#include "core/train/use/network_weights.h"

namespace lathe::train {

// The bytes of a file. `tensors`: contiguous, on the CPU.
std::string state_dict_bytes(const NamedTensors& tensors);
// The tensors of a file: of the dict itself, or of the one inside it that has most ("state_dict" of a checkpoint of
// Lightning). Nothing of it is run. The error names the file.
Result<NamedTensors> read_state_dict(const std::filesystem::path& file);

}  // namespace lathe::train
