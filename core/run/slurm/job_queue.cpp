// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/job_queue.h"

#include <algorithm>
#include <utility>

namespace lathe::run::slurm {

const QueuedJob* JobQueue::View::find(const JobKey& job) const {
    const auto found =
        std::ranges::find_if(jobs, [&](const QueuedJob& one) { return one.id == job.id && one.name == job.name; });
    return found != jobs.end() ? &*found : nullptr;
}

const QueuedJob* JobQueue::View::find_name(std::string_view name, std::optional<int> element) const {
    const std::string end = element ? "_" + std::to_string(*element) : std::string();
    const auto found =
        std::ranges::find_if(jobs, [&](const QueuedJob& one) { return one.name == name && one.id.ends_with(end); });
    return found != jobs.end() ? &*found : nullptr;
}

JobQueue::JobQueue(const SlurmCommands& commands, std::chrono::milliseconds period)
    : commands_(commands), period_(period), thread_([this](const std::stop_token& stop) { run(stop); }) {}

std::shared_ptr<const JobQueue::View> JobQueue::look() {
    const std::lock_guard lock(mutex_);
    is_wanted_ = true;
    wake_.notify_all();
    return newest_;
}

void JobQueue::run(const std::stop_token& stop) {
    while (true) {
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, stop, [this] { return is_wanted_; });
            if (stop.stop_requested()) return;
            is_wanted_ = false;
        }
        const auto next = Clock::now() + period_;
        ask(stop);
        std::unique_lock lock(mutex_);
        wake_.wait_until(lock, stop, next, [] { return false; });
    }
}

void JobQueue::ask(const std::stop_token& stop) {
    auto view = std::make_shared<View>();
    view->asked = Clock::now();
    auto jobs = commands_.queue(stop);
    const std::lock_guard lock(mutex_);
    trouble_ = jobs ? std::string() : jobs.error().what;
    if (!jobs) return;
    view->jobs = std::move(*jobs);
    newest_ = std::move(view);
}

std::string JobQueue::trouble() const {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

}  // namespace lathe::run::slurm
