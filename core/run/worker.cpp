// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/worker.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "core/config/document.h"
#include "core/run/crash_report.h"
#include "core/run/thread_executor.h"
#include "core/run/trial_log.h"
#include "core/run/wire.h"

namespace lathe::run {

namespace {

constexpr std::chrono::milliseconds news_period{100};

class Worker final : public TrialListener {
  public:
    Worker(BodyMaker make_body, int socket)
        : socket_(socket), executor_(make_thread_executor(std::move(make_body), mailbox_)) {}

    [[noreturn]] void run() {
        std::thread([this] { listen(); }).detach();  // ends with the process
        while (true) {
            auto result = run_trial(next_job());
            socket_.send({{"end", to_json(result)}});
        }
    }

    std::optional<std::string> on_report(int, std::int64_t step,
                                         const std::map<std::string, double>& metrics) override {
        socket_.send({{"report", {{"step", step}, {"metrics", metrics_to_json(metrics)}}}});
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return answered_; });
        answered_ = false;
        return std::exchange(answer_, std::nullopt);
    }

    void on_ended(int, TrialResult result) override {
        const std::lock_guard lock(mutex_);
        result_ = std::move(result);
        changed_.notify_all();
    }

  private:
    TrialJob next_job() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return job_.has_value(); });
        return *std::exchange(job_, std::nullopt);
    }

    TrialResult run_trial(TrialJob job) {
        send_output_to_log(job.folder);
        const bool is_first = job.place.rank == 0;
        const auto config = config::Document::load((job.folder / "config.yaml").string());
        if (!config) return TrialFailure{config.error().str(), {}};
        job.config = config->root();
        begin(std::move(job));
        std::unique_lock lock(mutex_);
        do {  // at least once: a short trial may have ended already, and its news are told before its end
            changed_.wait_for(lock, news_period, [this] { return result_.has_value(); });
            lock.unlock();
            if (is_first) send_news();
            else mailbox_.drain();  // what another rank uses of the machine is in its files; the next trial is another
            lock.lock();
        } while (!result_);
        const auto trial = std::move(trial_);  // ends without the lock: its thread may be just leaving on_ended()
        TrialResult result = *std::exchange(result_, std::nullopt);
        lock.unlock();
        return result;
    }

    void begin(TrialJob job) {
        auto trial = executor_->start(std::move(job), *this);
        const std::lock_guard lock(mutex_);
        trial_ = std::move(trial);
        if (is_paused_) trial_->set_paused(true);
        if (stop_asked_) trial_->request_stop();
    }

    void send_news() { socket_.send({{"news", news_to_json(*trial_->progress(), mailbox_.drain())}}); }

    void listen() {
        while (const auto message = socket_.receive()) take(*message);
        ::_exit(0);  // the session has gone: what is on the disk is enough to resume from
    }

    void take(const Json& message) {
        const std::lock_guard lock(mutex_);
        if (const auto it = message.find("trial"); it != message.end()) {
            stop_asked_ = is_paused_ = false;
            auto job = trial_job_from_json(*it);
            if (!job) ::_exit(2);  // a session of another version
            job_ = std::move(*job);
        }
        if (message.contains("stop")) {
            stop_asked_ = true;
            if (trial_) trial_->request_stop();
        }
        if (const auto it = message.find("pause"); it != message.end()) {
            is_paused_ = *it == true;
            if (trial_) trial_->set_paused(is_paused_);
        }
        if (const auto it = message.find("answer"); it != message.end()) {
            answered_ = true;
            if (it->is_string()) answer_ = it->get<std::string>();
        }
        changed_.notify_all();
    }

    LineSocket socket_;
    Mailbox mailbox_;
    std::unique_ptr<Executor> executor_;
    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    std::optional<TrialJob> job_;          // the next
    std::unique_ptr<RunningTrial> trial_;  // only the main thread changes it
    bool stop_asked_ = false;              // maybe before the trial began
    bool is_paused_ = false;
    bool answered_ = false;
    std::optional<std::string> answer_;
    std::optional<TrialResult> result_;
};

}  // namespace

int run_worker(BodyMaker make_body, int socket) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    report_crashes();
    // Its listening thread uses it until the process ends.
    (new Worker(std::move(make_body), socket))->run();
}

}  // namespace lathe::run
