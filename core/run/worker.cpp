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
#include "core/run/thread_executor.h"
#include "core/run/wire.h"

namespace lathe::run {

namespace {

constexpr std::chrono::milliseconds news_period{100};

class Worker final : public TrialListener {
  public:
    Worker(TrialJob job, BodyMaker make_body, int socket)
        : job_(std::move(job)), socket_(socket), executor_(make_thread_executor(std::move(make_body), mailbox_)) {}

    int run() {
        const auto config = config::Document::load((job_.folder / "config.yaml").string());
        if (!config) {
            socket_.send({{"end", to_json(TrialFailure{config.error().str()})}});
            return 1;
        }
        job_.config = config->root();
        trial_ = executor_->start(job_, *this);
        std::thread([this] { listen(); }).detach();  // ends with the process
        std::unique_lock lock(mutex_);
        while (!ended_) {
            changed_.wait_for(lock, news_period);
            lock.unlock();
            send_news();
            lock.lock();
        }
        send_news();
        trial_.reset();
        socket_.send({{"end", to_json(result_)}});
        return 0;
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
        ended_ = true;
        changed_.notify_all();
    }

  private:
    void send_news() { socket_.send({{"news", news_to_json(*trial_->progress(), mailbox_.drain())}}); }

    void listen() {
        while (const auto message = socket_.receive()) {
            if (message->contains("stop")) trial_->request_stop();
            if (const auto it = message->find("pause"); it != message->end()) trial_->set_paused(*it == true);
            if (const auto it = message->find("answer"); it != message->end()) {
                const std::lock_guard lock(mutex_);
                answered_ = true;
                if (it->is_string()) answer_ = it->get<std::string>();
                changed_.notify_all();
            }
        }
        ::_exit(1);  // the session has gone: what is on the disk is enough to resume from
    }

    TrialJob job_;
    LineSocket socket_;
    Mailbox mailbox_;
    std::unique_ptr<Executor> executor_;
    std::unique_ptr<RunningTrial> trial_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool answered_ = false;
    std::optional<std::string> answer_;
    bool ended_ = false;
    TrialResult result_;
};

}  // namespace

int run_worker(TrialJob job, BodyMaker make_body, int socket) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    auto worker = std::make_unique<Worker>(std::move(job), std::move(make_body), socket);
    const int code = worker->run();
    static_cast<void>(worker.release());  // its listening thread uses it until the process ends
    return code;
}

}  // namespace lathe::run
