// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/worker_pool.h"

#include <algorithm>
#include <future>
#include <utility>

namespace lathe::run {

WorkerPool::WorkerPool(std::string program)
    : program_(std::move(program)),
      data_(SharedBlocks::create().value_or(nullptr)),
      thread_([this](std::stop_token stop) { work(std::move(stop)); }) {}

WorkerPool::~WorkerPool() = default;

Result<std::unique_ptr<WorkerProcess>> WorkerPool::take(const std::string& visible_gpus) {
    if (auto worker = take_idle(visible_gpus)) return worker;
    std::promise<Result<std::unique_ptr<WorkerProcess>>> started;
    {
        const std::lock_guard lock(mutex_);
        starts_.emplace_back([&] { started.set_value(WorkerProcess::start(program_, visible_gpus, data_.get())); });
        woken_ = true;
    }
    changed_.notify_one();
    return started.get_future().get();
}

std::unique_ptr<WorkerProcess> WorkerPool::take_idle(const std::string& visible_gpus) {
    const std::lock_guard lock(mutex_);
    std::erase_if(idle_, [](const Idle& idle) { return !idle.worker->is_alive(); });
    const auto found = std::find_if(idle_.begin(), idle_.end(),
                                    [&](const Idle& idle) { return idle.worker->visible_gpus() == visible_gpus; });
    if (found == idle_.end()) return nullptr;
    auto worker = std::move(found->worker);
    idle_.erase(found);
    return worker;
}

void WorkerPool::give_back(std::unique_ptr<WorkerProcess> worker) {
    const auto wait = worker->visible_gpus().empty() ? longest_wait : longest_wait_on_gpu;
    const std::lock_guard lock(mutex_);
    idle_.push_back({std::move(worker), Clock::now() + wait});
    woken_ = true;
    changed_.notify_one();
}

void WorkerPool::work(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        const auto next = std::min_element(idle_.begin(), idle_.end(),
                                           [](const Idle& a, const Idle& b) { return a.until < b.until; });
        const auto until = next == idle_.end() ? Clock::now() + longest_wait : next->until;
        changed_.wait_until(lock, stop, until, [this] { return std::exchange(woken_, false); });
        auto starts = std::exchange(starts_, {});
        std::vector<Idle> expired;
        const auto now = Clock::now();
        const auto kept = std::partition(idle_.begin(), idle_.end(), [now](const Idle& i) { return i.until > now; });
        std::move(kept, idle_.end(), std::back_inserter(expired));
        idle_.erase(kept, idle_.end());
        lock.unlock();  // to start a process, or to wait for the end of one, takes milliseconds
        for (const auto& start : starts) start();
        expired.clear();
        lock.lock();
    }
}

}  // namespace lathe::run
