// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/stop_queue.h"

#include <signal.h>
#include <algorithm>

namespace lathe::queue {

Result<StoppedQueue> stop_queue(Queue& queue) {
    if (auto usable = queue.check(); !usable) return fail(usable.error());
    const auto before = queue.list();
    if (!before) return fail(before.error());
    StoppedQueue stopped;
    // First these: they would take the next item.
    for (const RunnerInfo& runner : living_runners(queue.folder())) {
        if (send_signal(runner.process, SIGTERM)) stopped.runners.push_back(runner);
        else if (is_alive(runner.process)) stopped.others.push_back(runner);
    }
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
