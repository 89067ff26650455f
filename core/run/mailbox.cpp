// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/mailbox.h"

#include <algorithm>
#include <utility>

namespace lathe::run {

void Mailbox::put(const SeriesKey& key, const std::vector<store::ScalarPoint>& points) {
    if (points.empty()) return;
    const std::lock_guard lock(mutex_);
    auto& held = batch_.points[key];
    // Only the newest `capacity_` can stay: skip what would fall out at once.
    const std::size_t skipped = points.size() > capacity_ ? points.size() - capacity_ : 0;
    held.insert(held.end(), points.begin() + static_cast<std::ptrdiff_t>(skipped), points.end());
    const std::size_t over = held.size() > capacity_ ? held.size() - capacity_ : 0;
    held.erase(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(over));
    batch_.dropped += skipped + over;
}

void Mailbox::put_log(int trial, const std::string& line) {
    const std::lock_guard lock(mutex_);
    batch_.log.emplace_back(trial, line);
    if (batch_.log.size() > 2 * capacity_)  // trimmed in halves, so that a flood of lines costs little each
        batch_.log.erase(batch_.log.begin(), batch_.log.end() - static_cast<std::ptrdiff_t>(capacity_));
}

Mailbox::Batch Mailbox::drain() {
    Batch out;
    const std::lock_guard lock(mutex_);
    std::swap(out, batch_);
    return out;
}

}  // namespace lathe::run
