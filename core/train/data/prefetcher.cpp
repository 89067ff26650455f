// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/prefetcher.h"

namespace lathe::train {

Prefetcher::Prefetcher(Make make, std::int64_t workers) : make_(std::move(make)), depth_(2 * workers) {
    for (std::int64_t i = 0; i < workers; ++i) {
        threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }
}

Prefetcher::~Prefetcher() {
    for (auto& thread : threads_) thread.request_stop();
    threads_.clear();  // joins
}

void Prefetcher::pause() {
    std::unique_lock lock(mutex_);
    end_ = next_;
    changed_.wait(lock, [this] { return busy_ == 0; });
    ready_.clear();
}

void Prefetcher::start(std::int64_t first, std::int64_t end) {
    const std::lock_guard lock(mutex_);
    next_ = taken_ = first;
    end_ = end;
    changed_.notify_all();
}

Batch Prefetcher::take(std::int64_t batch) {
    Made made;
    {
        std::unique_lock lock(mutex_);
        if (batch != taken_) {  // not in order: made here
            lock.unlock();
            return make_(batch);
        }
        changed_.wait(lock, [&] { return ready_.contains(batch); });
        made = std::move(ready_.at(batch));
        ready_.erase(batch);
        ++taken_;
        changed_.notify_all();
    }
    if (made.failure) std::rethrow_exception(made.failure);
    return std::move(made.batch);
}

void Prefetcher::work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return next_ < end_ && next_ < taken_ + depth_; })) {
        const std::int64_t batch = next_++;
        ++busy_;
        lock.unlock();
        Made made;
        try {
            made.batch = make_(batch);
        } catch (...) {
            made.failure = std::current_exception();
        }
        lock.lock();
        --busy_;
        ready_.emplace(batch, std::move(made));
        changed_.notify_all();
    }
}

}  // namespace lathe::train
