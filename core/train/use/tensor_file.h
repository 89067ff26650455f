// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors of LibTorch to and from safetensors files.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/train/use/network_weights.h"

namespace lathe::train {

// The bytes of a file with these tensors (contiguous, on the CPU). TrainError: numbers of a type that the format does
// not have.
std::string safetensors_bytes(const NamedTensors& tensors, const std::map<std::string, std::string>& metadata);
// The tensors of a file. The error, without the name of the file: it is damaged.
Result<NamedTensors> tensors_of_safetensors(std::string_view bytes);

}  // namespace lathe::train
