// SPDX-License-Identifier: GPL-3.0-or-later
// A change of training samples, batch by batch: noise, blur, a crop of one's own.
#pragma once

#include "core/base/random.h"
#include "core/train/data/dataset.h"

namespace lathe::train {

class Transform {
  public:
    virtual ~Transform() = default;
    // Changes a batch on the CPU, as Dataset::get made it. `random` is seeded by the seed, the epoch and the batch: use
    // it and nothing else that is random, so that results do not depend on the number of workers. From several threads
    // at once.
    virtual void apply(Batch& batch, Random& random) const = 0;
};

// The samples of `data`, each batch changed by these, in order.
std::shared_ptr<const Dataset> transformed(std::shared_ptr<const Dataset> data,
                                           std::vector<std::shared_ptr<const Transform>> transforms);

}  // namespace lathe::train
