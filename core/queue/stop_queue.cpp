// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/stop_queue.h"

#include <algorithm>

namespace lathe::queue {

namespace {

void tell_runners(const Queue& queue, StoppedQueue& stopped) {
    // Where the lock cannot be had they are told all the same.
    auto change = QueueChange::begin(queue.lock_file());
    for (const RunnerInfo& runner : living_runners(queue.folder())) {
        if (tell_to_stop(queue.folder(), runner)) stopped.runners.push_back(runner);
        else if (is_alive(runner.process)) stopped.others.push_back(runner);
    }
    if (change && !stopped.runners.empty()) change->tell_watchers();
}

}  // namespace

Result<StoppedQueue> stop_queue(Queue& queue) {
    if (auto usable = queue.check(); !usable) return fail(usable.error());
    const auto before = queue.list();
    if (!before) return fail(before.error());
    StoppedQueue stopped;
    tell_runners(queue, stopped);  // first, as they would take the next item
    if (stopped.runners.empty() && !stopped.others.empty()) return stopped;
    const auto items = queue.list();
    if (!items) return fail(items.error());
    std::vector<int> numbers;
    for (const Item& item : *items)
        if (item.is_locked) numbers.push_back(item.number);
    if (numbers.empty()) return stopped;
    auto asked = queue.ask_to_stop(numbers);
    if (!asked) return fail(asked.error());
    stopped.items = std::move(*asked);
    // A runner that was told may have asked meanwhile: by this stop as well.
    for (auto& [item, changed] : stopped.items) {
        const auto same = std::ranges::find(*before, item.number, &Item::number);
        changed = same == before->end() || !same->is_stopping;
    }
    return stopped;
}

}  // namespace lathe::queue
