// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/usage/usage_sampler.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "core/run/priority.h"

namespace lathe::run {

UsageSampler::~UsageSampler() = default;

UsageSampler::Watch::~Watch() {
    sampler_.end(record_);
}

std::unique_ptr<UsageSampler::Watch> UsageSampler::watch(UsageSubject subject, Mailbox& mailbox) {
    const std::lock_guard lock(mutex_);
    records_.push_back(std::make_unique<UsageRecord>(sources_, std::move(subject), mailbox, Clock::now()));
    if (!thread_.joinable()) thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
    changed_.notify_all();
    return std::unique_ptr<Watch>(new Watch(*this, records_.back().get()));
}

void UsageSampler::end(UsageRecord* record) {
    const std::lock_guard lock(mutex_);
    record->end(Clock::now());
    std::erase_if(records_, [&](const auto& one) { return one.get() == record; });
}

void UsageSampler::run(std::stop_token stop) {
    yield_to_the_window();
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        if (records_.empty()) {
            changed_.wait(lock, stop, [this] { return !records_.empty(); });
            continue;
        }
        const auto earliest = [this] {
            return std::ranges::min(records_ | std::views::transform([](const auto& one) { return one->due(); }));
        };
        const auto until = earliest();
        changed_.wait_until(lock, stop, until, [&] { return records_.empty() || earliest() < until; });
        const auto now = Clock::now();
        for (const auto& record : records_)
            if (record->due() <= now) record->take(now);
    }
}

}  // namespace lathe::run
