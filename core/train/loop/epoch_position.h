// SPDX-License-Identifier: GPL-3.0-or-later
// Where an epoch goes on that was begun with batches of another size: of another number of ranks. Pure arithmetic.
#pragma once

#include <algorithm>
#include <cstdint>

namespace lathe::train {

// How an epoch is cut into batches.
struct EpochBatches {
    std::int64_t samples = 0;  // of a batch of all ranks; the last one may have fewer
    std::int64_t count = 0;    // batches of the epoch
};

struct EpochPosition {
    std::int64_t batch = 0;     // batches done
    std::int64_t repeated = 0;  // samples that are trained on once more

    // Where an epoch goes on whose batches have another size now. `done` batches were trained on as the epoch was cut
    // `before`; a step takes `accumulation` batches `now`. A step that was begun is begun again; an epoch that was done
    // stays done.
    static EpochPosition of(std::int64_t done, const EpochBatches& before, const EpochBatches& now,
                            std::int64_t accumulation) {
        if (done >= before.count) return {now.count, 0};
        const std::int64_t seen = done * before.samples;
        const std::int64_t batch = std::min(seen / (now.samples * accumulation) * accumulation, now.count);
        return {batch, seen - batch * now.samples};
    }
};

}  // namespace lathe::train
