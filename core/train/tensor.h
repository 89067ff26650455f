// SPDX-License-Identifier: GPL-3.0-or-later
// torch::Tensor, torch::Device and the like under their usual names, without the thousands of operators that
// torch/types.h brings along: a header that only names tensors costs a third.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

namespace torch {
using namespace at;  // as torch/types.h does
}  // namespace torch
