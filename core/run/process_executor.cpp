// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/process_executor.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/temporary_folder.h"
#include "core/device/visible.h"
#include "core/run/rank_ends.h"
#include "core/run/trial_log.h"
#include "core/run/wire.h"
#include "core/run/worker_pool.h"

namespace lathe::run {

namespace {

constexpr std::chrono::milliseconds look_for_stop{100};  // whether the trial was asked to stop
// From the end of one rank to that of the others, who are killed then.
constexpr std::chrono::seconds longest_aftermath{3};

// What the process of `rank` is given. It sees its part of the lease alone, and counts its GPUs from 0.
TrialJob as_seen_by_worker(TrialJob job, int rank) {
    if (job.place.ranks > 1 && !job.devices.empty())
        job.devices = {job.devices[static_cast<std::size_t>(rank) % job.devices.size()]};
    int next = 0;
    for (auto& device : job.devices)
        if (!device.is_cpu()) device.gpu = next++;
    if (!job.device.is_cpu()) job.device.gpu = 0;
    job.place.rank = rank;
    return job;
}

std::string visible_gpus(const TrialJob& job, int rank) {
    std::vector<device::DeviceId> own = job.devices;
    if (own.empty()) own = {job.device};
    if (job.place.ranks > 1) own = {own[static_cast<std::size_t>(rank) % own.size()]};
    return device::visible_to(own, device::visible_variable());
}

class TrialProcess final : public RunningTrial {
  public:
    TrialProcess(std::shared_ptr<WorkerPool> pool, std::chrono::milliseconds longest_goodbye, TrialJob job,
                 TrialListener& listener, Mailbox& mailbox)
        : pool_(std::move(pool)),
          longest_goodbye_(longest_goodbye),
          job_(std::move(job)),
          listener_(listener),
          mailbox_(mailbox),
          ends_(job_.place.ranks) {
        thread_ = std::thread([this] { listener_.on_ended(job_.number, run()); });
    }

    ~TrialProcess() override {
        request_stop();
        thread_.join();
    }

    void request_stop() override {
        const std::lock_guard lock(mutex_);
        if (!stop_asked_) stop_asked_ = Clock::now();
        send_to_all({{"stop", true}});
    }
    void set_paused(bool paused) override {
        const std::lock_guard lock(mutex_);
        is_paused_ = paused;
        send_to_all({{"pause", paused}});
    }

  private:
    using Clock = std::chrono::steady_clock;
    using Workers = std::vector<std::unique_ptr<WorkerProcess>>;  // by rank

    TrialResult run() {
        std::optional<TemporaryFolder> rendezvous;  // where they find each other
        if (job_.place.ranks > 1) {
            auto made = TemporaryFolder::make("lathe-ranks-");
            if (!made) return SessionFailure{made.error()};
            rendezvous.emplace(std::move(*made));
            job_.place.rendezvous = rendezvous->path() / "ranks";
        }
        Workers taken;
        for (int rank = 0; rank < job_.place.ranks; ++rank) {
            auto worker = pool_->take(visible_gpus(job_, rank));
            if (!worker) return TrialFailure{worker.error().str(), {}};
            taken.push_back(std::move(*worker));
        }
        begin(std::move(taken));
        const bool is_heard_of = listen();
        Workers workers;
        {
            const std::lock_guard lock(mutex_);
            workers = std::move(workers_);
        }
        if (!is_heard_of) return killed();
        TrialResult result = ends_.result();
        // After a failure the process may be the worse for it: a GPU's context is of no use after an error there.
        const bool is_healthy = std::holds_alternative<TrialOutcome>(result) && !job_.runs_foreign_code;
        for (int rank = 0; is_healthy && rank < job_.place.ranks; ++rank)
            if (ends_.has_outcome(rank)) pool_->give_back(std::move(workers[static_cast<std::size_t>(rank)]));
        return result;
    }

    void begin(Workers workers) {
        const std::lock_guard lock(mutex_);
        workers_ = std::move(workers);
        for (int rank = 0; rank < job_.place.ranks; ++rank)
            worker(rank).socket().send({{"trial", to_json(as_seen_by_worker(job_, rank))}});
        if (is_paused_) send_to_all({{"pause", true}});
        if (stop_asked_) send_to_all({{"stop", true}});
    }

    // False: the trial did not stop in time. Of a rank that fails the others wait for what it should have sent, so that
    // they are not waited for; but one of them may have been at fault, and say so a moment later.
    bool listen() {
        std::optional<Clock::time_point> until;
        while (!ends_.all_have_ended() && !(until && Clock::now() > *until)) {
            bool has_waited = false;
            for (int rank = 0; rank < job_.place.ranks; ++rank) {
                if (ends_.has_ended(rank)) continue;
                hear(rank, has_waited ? std::chrono::milliseconds(0) : look_for_stop);
                has_waited = true;
            }
            if (!until && (ends_.one_has_failed() || ends_.has_ended(0))) until = Clock::now() + longest_aftermath;
            if (!ends_.all_have_ended() && is_overdue())
                return false;  // one that does not stop may talk on all the same
        }
        return true;
    }

    // What a worker started may keep its end of the socket open, so that the socket alone does not tell of its death.
    void hear(int rank, std::chrono::milliseconds longest) {
        WorkerProcess& from = worker(rank);
        bool is_understood = true;
        try {
            if (const auto message = from.socket().receive(longest)) return take(rank, *message);
            if (!from.socket().is_closed() && from.is_alive()) return;
            is_understood = !from.socket().is_garbled();
        } catch (const Json::exception&) {
            is_understood = false;
        }
        RankEnds::Death death;
        death.how = from.end();
        death.last_words = last_line_of_log(job_.folder / "log.txt");
        death.is_a_kill = is_understood && from.was_killed();
        if (!is_understood) death.how = "sent a message that cannot be read, and was ended";
        ends_.died(rank, death);
    }

    bool is_overdue() {
        const std::lock_guard lock(mutex_);
        return stop_asked_ && Clock::now() - *stop_asked_ > longest_goodbye_;
    }

    // As after a kill of everything: its last checkpoint is what is left.
    static TrialResult killed() {
        TrialOutcome outcome;
        outcome.end = TrialEnding::stopped;
        outcome.reason = "it did not stop when it was told to, and was killed";
        return outcome;
    }

    void take(int rank, const Json& message) {
        if (const auto it = message.find("news"); it != message.end())
            take_news(*it, job_.number, *progress_, mailbox_);
        if (const auto it = message.find("report"); it != message.end()) {
            const auto reason = listener_.on_report(job_.number, it->at("step").get<std::int64_t>(),
                                                    metrics_from_json(it->at("metrics")));
            worker(rank).socket().send({{"answer", reason ? Json(*reason) : Json()}});
        }
        if (const auto it = message.find("end"); it != message.end()) ends_.told(rank, trial_result_from_json(*it));
    }

    WorkerProcess& worker(int rank) { return *workers_[static_cast<std::size_t>(rank)]; }
    void send_to_all(const Json& message) {
        for (const auto& worker : workers_) worker->socket().send(message);
    }

    const std::shared_ptr<WorkerPool> pool_;
    const std::chrono::milliseconds longest_goodbye_;
    TrialJob job_;  // of thread_
    TrialListener& listener_;
    Mailbox& mailbox_;
    RankEnds ends_;     // of thread_
    std::mutex mutex_;  // guards what follows; only thread_ changes workers_
    Workers workers_;   // none before and after
    std::optional<Clock::time_point> stop_asked_;
    bool is_paused_ = false;
    std::thread thread_;
};

class ProcessExecutor final : public Executor {
  public:
    ProcessExecutor(std::string program, std::chrono::milliseconds longest_goodbye, Mailbox& mailbox)
        : pool_(std::make_shared<WorkerPool>(std::move(program))),
          longest_goodbye_(longest_goodbye),
          mailbox_(mailbox) {}

    std::unique_ptr<RunningTrial> start(TrialJob job, TrialListener& listener) override {
        return std::make_unique<TrialProcess>(pool_, longest_goodbye_, std::move(job), listener, mailbox_);
    }

  private:
    std::shared_ptr<WorkerPool> pool_;
    const std::chrono::milliseconds longest_goodbye_;
    Mailbox& mailbox_;
};

}  // namespace

std::unique_ptr<Executor> make_process_executor(std::string worker_program, std::chrono::milliseconds longest_goodbye,
                                                Mailbox& mailbox) {
    return std::make_unique<ProcessExecutor>(std::move(worker_program), longest_goodbye, mailbox);
}

}  // namespace lathe::run
