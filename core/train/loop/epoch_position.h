// Where an epoch goes on that was begun with batches of another size: of another number of ranks. Pure arithmetic.
#pragma once

#include <cstdint>

namespace lathe::train {

struct EpochPosition {
    std::int64_t batch = 0;     // batches done
    std::int64_t repeated = 0;  // samples that are trained on once more

    // `seen` samples were trained on; a batch of all ranks has `samples` now, and a step takes `accumulation` of them.
    // A step that was begun is begun again.
    static EpochPosition of(std::int64_t seen, std::int64_t samples, std::int64_t accumulation) {
        const std::int64_t batch = seen / (samples * accumulation) * accumulation;
        return {batch, seen - batch * samples};
    }
};

}  // namespace lathe::train
