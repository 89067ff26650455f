// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at what a module answers while it is tested.
#pragma once

#include "core/train/data/dataset.h"

namespace lathe::train {

class AnswerObserver {
  public:
    virtual ~AnswerObserver() = default;
    // Called after each batch of a test, in order, in inference mode and on the device. `answers` as the loss has them:
    // [size, classes] scores, [size] numbers, [size, classes, length] scores of a text.
    virtual void see(const Batch& batch, const torch::Tensor& answers) = 0;
};

}  // namespace lathe::train
