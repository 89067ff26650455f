#include "core/run/process_executor.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "core/device/visible.h"
#include "core/run/trial_log.h"
#include "core/run/wire.h"
#include "core/run/worker_pool.h"

namespace lathe::run {

namespace {

constexpr std::chrono::milliseconds look_for_stop{100};  // whether the trial was asked to stop

// A process that sees its lease alone counts the GPUs from 0.
TrialJob as_seen_by_worker(TrialJob job) {
    int next = 0;
    for (auto& device : job.devices)
        if (!device.is_cpu()) device.gpu = next++;
    if (!job.device.is_cpu()) job.device.gpu = 0;
    return job;
}

std::string visible_gpus(const TrialJob& job) {
    const std::vector<device::DeviceId> only{job.device};
    return device::visible_to(job.devices.empty() ? only : job.devices, device::visible_variable());
}

class TrialProcess final : public RunningTrial {
  public:
    TrialProcess(std::shared_ptr<WorkerPool> pool, std::chrono::milliseconds longest_goodbye, TrialJob job,
                 TrialListener& listener, Mailbox& mailbox)
        : pool_(std::move(pool)),
          longest_goodbye_(longest_goodbye),
          job_(std::move(job)),
          listener_(listener),
          mailbox_(mailbox) {
        thread_ = std::thread([this] { listener_.on_ended(job_.number, run()); });
    }

    ~TrialProcess() override {
        request_stop();
        thread_.join();
    }

    void request_stop() override {
        const std::lock_guard lock(mutex_);
        if (!stop_asked_) stop_asked_ = std::chrono::steady_clock::now();
        if (worker_) worker_->socket().send({{"stop", true}});
    }
    void set_paused(bool paused) override {
        const std::lock_guard lock(mutex_);
        is_paused_ = paused;
        if (worker_) worker_->socket().send({{"pause", paused}});
    }

  private:
    TrialResult run() {
        auto taken = pool_->take(visible_gpus(job_));
        if (!taken) return TrialFailure{taken.error().str(), {}};
        begin(std::move(*taken));
        auto result = listen();
        std::unique_ptr<WorkerProcess> worker;
        {
            const std::lock_guard lock(mutex_);
            worker = std::move(worker_);
        }
        if (!result) return how_it_died(*worker);
        // After a failure the process may be the worse for it: a GPU's context is of no use after an error there.
        const bool is_healthy = std::holds_alternative<TrialOutcome>(*result) && !job_.runs_foreign_code;
        if (is_healthy) pool_->give_back(std::move(worker));
        return std::move(*result);
    }

    void begin(std::unique_ptr<WorkerProcess> worker) {
        const std::lock_guard lock(mutex_);
        worker_ = std::move(worker);
        worker_->socket().send({{"trial", to_json(as_seen_by_worker(job_))}});
        if (is_paused_) worker_->socket().send({{"pause", true}});
        if (stop_asked_) worker_->socket().send({{"stop", true}});
    }

    // nullopt: the worker has died, or is not to be waited for any more. What a worker started may keep its end of the
    // socket open, so that the socket alone does not tell.
    std::optional<TrialResult> listen() {
        std::optional<TrialResult> result;
        try {
            while (!result) {
                const auto message = worker_->socket().receive(look_for_stop);
                if (message) take(*message, result);
                else if (worker_->socket().is_closed() || !worker_->is_alive()) break;
                if (!result && is_overdue()) break;  // one that does not stop may talk on all the same
            }
        } catch (const Json::exception&) {  // nonsense: as if it had died
        }
        return result;
    }

    bool is_overdue() {
        const std::lock_guard lock(mutex_);
        is_killed_ = stop_asked_ && std::chrono::steady_clock::now() - *stop_asked_ > longest_goodbye_;
        return is_killed_;
    }

    TrialResult how_it_died(WorkerProcess& worker) const {
        const std::string how = worker.end();
        if (is_killed_) {
            TrialOutcome outcome;  // as after a kill of everything: its last checkpoint is what is left
            outcome.end = TrialEnding::stopped;
            outcome.reason = "it did not stop when it was told to, and was killed";
            return outcome;
        }
        return TrialFailure{"the trial's process " + how, {}, last_line_of_log(job_.folder / "log.txt")};
    }

    void take(const Json& message, std::optional<TrialResult>& result) {
        if (const auto it = message.find("news"); it != message.end())
            take_news(*it, job_.number, *progress_, mailbox_);
        if (const auto it = message.find("report"); it != message.end()) {
            const auto reason = listener_.on_report(job_.number, it->at("step").get<std::int64_t>(),
                                                    metrics_from_json(it->at("metrics")));
            worker_->socket().send({{"answer", reason ? Json(*reason) : Json()}});
        }
        if (const auto it = message.find("end"); it != message.end()) result = trial_result_from_json(*it);
    }

    const std::shared_ptr<WorkerPool> pool_;
    const std::chrono::milliseconds longest_goodbye_;
    const TrialJob job_;
    TrialListener& listener_;
    Mailbox& mailbox_;
    std::mutex mutex_;                       // guards what follows; only thread_ changes worker_
    std::unique_ptr<WorkerProcess> worker_;  // null before and after
    std::optional<std::chrono::steady_clock::time_point> stop_asked_;
    bool is_paused_ = false;
    bool is_killed_ = false;
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
