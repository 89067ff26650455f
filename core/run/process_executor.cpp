#include "core/run/process_executor.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <optional>
#include <thread>
#include <utility>

#include "core/base/system_error.h"
#include "core/run/child_process.h"
#include "core/run/program/program_variables.h"
#include "core/run/wire.h"

namespace lathe::run {

namespace {

ChildStart worker_start(const std::string& program, const TrialJob& job) {
    ChildStart start;
    start.program = program;
    start.arguments = {"worker", std::to_string(job.number), job.folder.string(), "--device=" + job.device.str()};
    if (job.resume) start.arguments.emplace_back("--resume");
    // A worker on the CPU sees no GPU, so that it cannot take memory there.
    Variables variables;
    if (job.device.is_cpu()) variables.emplace_back("CUDA_VISIBLE_DEVICES", "");
    start.variables = environment_with(variables);
    return start;
}

class TrialProcess final : public RunningTrial {
  public:
    TrialProcess(const std::string& program, TrialJob job, TrialListener& listener, Mailbox& mailbox)
        : job_(std::move(job)), listener_(listener), mailbox_(mailbox), socket_(start(program)) {
        thread_ = std::thread([this] { listener_.on_ended(job_.number, listen()); });
    }

    ~TrialProcess() override {
        request_stop();
        thread_.join();
    }

    void request_stop() override { socket_.send({{"stop", true}}); }
    void set_paused(bool paused) override { socket_.send({{"pause", paused}}); }

  private:
    // The socket to the worker, which has it as its standard input and output; its standard error goes to the trial's
    // log.
    int start(const std::string& program) {
        int ends[2] = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
            problem_ = errno;
            return -1;
        }
        const int log = ::open((job_.folder / "log.txt").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
        problem_ = log < 0 ? errno : 0;
        if (log >= 0) {
            ChildStart worker = worker_start(program, job_);
            worker.descriptors = {ends[1], ends[1], log};
            if (auto started = ChildProcess::start(worker)) child_.emplace(std::move(*started));
            else problem_ = started.error();
            ::close(log);
        }
        ::close(ends[1]);
        return ends[0];
    }

    TrialResult listen() {
        if (!child_)
            return TrialFailure{std::string("the trial's process cannot be started: ") + system_message(problem_)};
        std::optional<TrialResult> result;
        try {
            while (!result) {
                const auto message = socket_.receive();
                if (!message) break;
                take(*message, result);
            }
        } catch (const Json::exception&) {  // nonsense: as if it had died
        }
        if (!result) child_->signal_group(SIGKILL);
        const int status = child_->wait();
        if (result) return std::move(*result);
        const char* after = WIFSIGNALED(status) ? "" : " before the training did; see the trial's log.txt";
        return TrialFailure{"the trial's process " + describe_end(status) + after};
    }

    void take(const Json& message, std::optional<TrialResult>& result) {
        if (const auto it = message.find("news"); it != message.end())
            take_news(*it, job_.number, *progress_, mailbox_);
        if (const auto it = message.find("report"); it != message.end()) {
            const auto reason = listener_.on_report(job_.number, it->at("step").get<std::int64_t>(),
                                                    metrics_from_json(it->at("metrics")));
            socket_.send({{"answer", reason ? Json(*reason) : Json()}});
        }
        if (const auto it = message.find("end"); it != message.end()) result = trial_result_from_json(*it);
    }

    TrialJob job_;
    TrialListener& listener_;
    Mailbox& mailbox_;
    std::optional<ChildProcess> child_;
    int problem_ = 0;  // why there is none
    LineSocket socket_;
    std::thread thread_;
};

class ProcessExecutor final : public Executor {
  public:
    ProcessExecutor(std::string program, Mailbox& mailbox) : program_(std::move(program)), mailbox_(mailbox) {}

    std::unique_ptr<RunningTrial> start(TrialJob job, TrialListener& listener) override {
        return std::make_unique<TrialProcess>(program_, std::move(job), listener, mailbox_);
    }

  private:
    std::string program_;
    Mailbox& mailbox_;
};

}  // namespace

std::unique_ptr<Executor> make_process_executor(std::string worker_program, Mailbox& mailbox) {
    return std::make_unique<ProcessExecutor>(std::move(worker_program), mailbox);
}

}  // namespace lathe::run
