// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/command_queue.h"

#include <utility>

namespace lathe::run {

void CommandQueue::post(Command command) {
    {
        const std::lock_guard lock(mutex_);
        commands_.push_back(std::move(command));
        ++posted_;
    }
    posted_wake_.notify_one();
}

void CommandQueue::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = closing_is_news_ = true;
    }
    posted_wake_.notify_one();
}

SessionState CommandQueue::wait() {
    std::unique_lock lock(mutex_);
    const std::uint64_t mine = posted_;
    handled_wake_.wait(lock, [&] { return handled_ >= mine && is_still(state_); });
    return state_;
}

CommandQueue::Batch CommandQueue::take(std::optional<std::chrono::milliseconds> at_most) {
    Batch batch;
    std::unique_lock lock(mutex_);
    const auto woken = [this] { return !commands_.empty() || closing_is_news_; };
    if (at_most) posted_wake_.wait_for(lock, *at_most, woken);
    else posted_wake_.wait(lock, woken);
    batch.commands.swap(commands_);
    batch.closed = closed_;
    closing_is_news_ = false;
    return batch;
}

void CommandQueue::handled(std::size_t count, SessionState now) {
    {
        const std::lock_guard lock(mutex_);
        handled_ += count;
        state_ = now;
    }
    handled_wake_.notify_all();
}

}  // namespace lathe::run
