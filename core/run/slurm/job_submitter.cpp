// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/job_submitter.h"

#include <algorithm>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/run/slurm/job_request.h"

namespace lathe::run::slurm {

JobSubmitter::JobSubmitter(const SlurmCommands& commands, search::Engine engine, std::chrono::milliseconds gather)
    : commands_(commands), engine_(std::move(engine)), gather_(gather) {}

Result<std::string> JobSubmitter::submit(TrialTalk& talk, const TrialJob& job) {
    const auto request =
        std::make_shared<Request>(Request{talk, job.number, options_of_trial(engine_, job), std::string()});
    std::unique_lock lock(mutex_);
    waiting_.push_back(request);
    while (!request->is_done) {
        if (std::exchange(has_leader_, true)) changed_.wait(lock);
        else lead(lock);
    }
    return std::move(request->id);
}

// Leaves the mutex while it waits for others and for Slurm.
void JobSubmitter::lead(std::unique_lock<std::mutex>& lock) {
    lock.unlock();
    std::this_thread::sleep_for(gather_);
    lock.lock();
    const Requests requests = take_alike();
    lock.unlock();
    submit_all(requests);
    lock.lock();
    for (const auto& request : requests) request->is_done = true;
    has_leader_ = false;
    changed_.notify_all();
}

// The first that waits, and all that may be in an array with it, in the order of their trials.
JobSubmitter::Requests JobSubmitter::take_alike() {
    const Request& first = *waiting_.front();
    const auto fits = [&](const std::shared_ptr<Request>& one) {
        return one->options == first.options && one->talk.folder().attempt() == first.talk.folder().attempt();
    };
    const auto others = std::ranges::stable_partition(waiting_, [&](const auto& one) { return !fits(one); });
    Requests taken(others.begin(), others.end());
    waiting_.erase(others.begin(), others.end());
    std::ranges::sort(taken, {}, [](const auto& one) { return one->trial; });
    return taken;
}

void JobSubmitter::submit_all(const Requests& requests) {
    if (requests.size() > 1) {
        const auto array = submit_array(requests);
        // Without an answer it may be there all the same: whoever asks again looks for it first.
        const bool is_refused = !array && array.error().kind != slurm_unanswered;
        if (!is_refused) {
            for (const auto& request : requests)
                request->id =
                    array.map([&](const std::string& id) { return fmt::format("{}_{}", id, request->trial); });
            return;
        }
    }
    for (const auto& request : requests) submit_one(*request);
}

void JobSubmitter::submit_one(Request& request) const {
    if (request.talk.is_in_array())
        if (auto planned = request.talk.plan_array({}); !planned) {
            request.id = fail(std::move(planned).error());
            return;
        }
    std::vector<std::string> options = options_of_job(request.talk.folder());
    options.insert(options.end(), request.options.begin(), request.options.end());
    request.id = commands_.submit(options, request.talk.folder().script().string());
}

Result<std::string> JobSubmitter::submit_array(const Requests& requests) const {
    const TalkFolder& first = requests.front()->talk.folder();
    std::vector<int> elements;
    for (const auto& request : requests) {
        if (auto planned = request->talk.plan_array(array_name(first)); !planned)
            return fail(std::move(planned).error());
        elements.push_back(request->trial);
    }
    if (auto written = write_file_atomically(first.array_script(), array_script(first)); !written)
        return fail(std::move(written).error());
    std::vector<std::string> options = options_of_array(first, elements);
    const auto& shared = requests.front()->options;
    options.insert(options.end(), shared.begin(), shared.end());
    return commands_.submit(options, first.array_script().string());
}

}  // namespace lathe::run::slurm
