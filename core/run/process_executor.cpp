#include "core/run/process_executor.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/system_error.h"
#include "core/run/wire.h"

extern char** environ;

namespace lathe::run {

namespace {

// argv or envp of a new process.
class Strings {
  public:
    void add(std::string text) { texts_.push_back(std::move(text)); }
    char* const* get() {
        pointers_.clear();
        for (auto& text : texts_) pointers_.push_back(text.data());
        pointers_.push_back(nullptr);
        return pointers_.data();
    }

  private:
    std::vector<std::string> texts_;
    std::vector<char*> pointers_;
};

Strings worker_arguments(const std::string& program, const TrialJob& job) {
    Strings arguments;
    for (const auto& text : {program, std::string("worker"), std::to_string(job.number), job.folder.string(),
                             "--device=" + job.device.str()})
        arguments.add(text);
    if (job.resume) arguments.add("--resume");
    return arguments;
}

// A worker on the CPU sees no GPU, so that it cannot take memory there.
Strings worker_environment(const TrialJob& job) {
    Strings environment;
    const std::string_view visible = "CUDA_VISIBLE_DEVICES=";
    for (char** entry = environ; *entry; ++entry)
        if (!job.device.is_cpu() || !std::string_view(*entry).starts_with(visible)) environment.add(*entry);
    if (job.device.is_cpu()) environment.add(std::string(visible));
    return environment;
}

// Spawns it in a process group of its own, with `socket` as its standard input and output, its standard error going to
// the trial's log, and no signal blocked. 0 and an error number when that fails.
std::pair<pid_t, int> spawn(const std::string& program, const TrialJob& job, int socket) {
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, socket, STDOUT_FILENO);
    const std::string log = (job.folder / "log.txt").string();
    ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    pid_t pid = 0;
    const int code = ::posix_spawn(&pid, program.c_str(), &files, &attributes, worker_arguments(program, job).get(),
                                   worker_environment(job).get());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    return {code == 0 ? pid : 0, code};
}

std::string how_it_died(int status) {
    if (WIFSIGNALED(status)) {
        const int number = WTERMSIG(status);
        std::string text = "the trial's process was killed by signal " + std::to_string(number) + " (SIG" +
                           (::sigabbrev_np(number) ? ::sigabbrev_np(number) : "?") + ", " + ::strsignal(number) + ")";
        if (number == SIGKILL) text += "; was the machine out of memory?";
        return text;
    }
    return "the trial's process ended with exit code " + std::to_string(WEXITSTATUS(status)) +
           " before the training did; see the trial's log.txt";
}

class TrialProcess final : public RunningTrial {
  public:
    TrialProcess(const std::string& program, TrialJob job, TrialListener& listener, Mailbox& mailbox)
        : job_(std::move(job)), listener_(listener), mailbox_(mailbox), socket_(start(program)) {
        thread_ = std::thread([this] { listener_.on_end(job_.number, listen()); });
    }

    ~TrialProcess() override {
        request_stop();
        thread_.join();
    }

    void request_stop() override { socket_.send({{"stop", true}}); }
    void set_paused(bool paused) override { socket_.send({{"pause", paused}}); }

  private:
    int start(const std::string& program) {
        int ends[2] = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
            problem_ = errno;
            return -1;
        }
        std::tie(pid_, problem_) = spawn(program, job_, ends[1]);
        ::close(ends[1]);
        return ends[0];
    }

    TrialEnd listen() {
        if (pid_ == 0)
            return {
                std::nullopt, std::string("the trial's process cannot be started: ") + system_message(problem_), {}};
        std::optional<TrialEnd> end;
        try {
            while (!end) {
                const auto message = socket_.receive();
                if (!message) break;
                take(*message, end);
            }
        } catch (const Json::exception&) {  // nonsense: as if it had died
        }
        if (!end) ::kill(pid_, SIGKILL);
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
        ::kill(-pid_, SIGKILL);  // whatever it started and left behind
        return end ? std::move(*end) : TrialEnd{std::nullopt, how_it_died(status), std::nullopt};
    }

    void take(const Json& message, std::optional<TrialEnd>& end) {
        if (const auto it = message.find("news"); it != message.end())
            take_news(*it, job_.number, *progress_, mailbox_);
        if (const auto it = message.find("report"); it != message.end()) {
            const auto reason = listener_.on_report(job_.number, it->at("step").get<std::int64_t>(),
                                                    metrics_from_json(it->at("metrics")));
            socket_.send({{"answer", reason ? Json(*reason) : Json()}});
        }
        if (const auto it = message.find("end"); it != message.end()) end = trial_end_from_json(*it);
    }

    TrialJob job_;
    TrialListener& listener_;
    Mailbox& mailbox_;
    pid_t pid_ = 0;
    int problem_ = 0;
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
