// SPDX-License-Identifier: GPL-3.0-or-later
// Stops all that runs of a queue: those who run it, and what is being run, also what a runner that was killed has left.
#pragma once

#include <vector>

#include "core/queue/queue.h"
#include "core/queue/runners.h"

namespace lathe::queue {

// What was told to stop.
struct StoppedQueue {
    std::vector<RunnerInfo> runners;  // that were told to stop, by this stop
    std::vector<RunnerInfo> others;   // that may not be told: another person's
    Queue::Changes items;             // that are stopping now, and go on later at their places
};

// Tells all runners of the queue, and all items that are being run, to stop. Returns at once; what is stopped takes a
// while to end. The error: the queue cannot be read or changed.
Result<StoppedQueue> stop_queue(Queue& queue);

}  // namespace lathe::queue
