#include "core/run/worker_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/system_error.h"

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

Strings worker_environment(const std::string& visible_gpus) {
    Strings environment;
    const std::string visible = "CUDA_VISIBLE_DEVICES=";
    for (char** entry = environ; *entry; ++entry)
        if (!std::string_view(*entry).starts_with(visible)) environment.add(*entry);
    environment.add(visible + visible_gpus);
    return environment;
}

// In a process group of its own, with `socket` as its standard input and output, and no signal blocked. 0 and an error
// number when that fails.
std::pair<pid_t, int> spawn(const std::string& program, const std::string& visible_gpus, int socket) {
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, socket, STDOUT_FILENO);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    Strings arguments;
    arguments.add(program);
    arguments.add("worker");
    pid_t pid = 0;
    const int code = ::posix_spawn(&pid, program.c_str(), &files, &attributes, arguments.get(),
                                   worker_environment(visible_gpus).get());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    return {code == 0 ? pid : 0, code};
}

// How many processes the kernel has killed for want of memory; -1: it does not tell.
long count_of_out_of_memory_kills() {
    std::ifstream in("/proc/vmstat");
    std::string name;
    for (long value = 0; in >> name >> value;)
        if (name == "oom_kill") return value;
    return -1;
}

}  // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const std::string& program, std::string visible_gpus) {
    const auto cannot = [&](int code) {
        return fail(system_error("the trial's process cannot be started", program, code));
    };
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return cannot(errno);
    const auto [pid, code] = spawn(program, visible_gpus, ends[1]);
    ::close(ends[1]);
    if (pid == 0) {
        ::close(ends[0]);
        return cannot(code);
    }
    return std::unique_ptr<WorkerProcess>(new WorkerProcess(pid, ends[0], std::move(visible_gpus)));
}

WorkerProcess::WorkerProcess(pid_t pid, int socket, std::string visible_gpus)
    : pid_(pid),
      socket_(socket),
      visible_gpus_(std::move(visible_gpus)),
      out_of_memory_kills_(count_of_out_of_memory_kills()) {}

WorkerProcess::~WorkerProcess() {
    end();
}

bool WorkerProcess::is_alive() {
    if (!is_reaped_) is_reaped_ = ::waitpid(pid_, &status_, WNOHANG) == pid_;
    return !is_reaped_;
}

std::string WorkerProcess::end() {
    if (is_alive()) ::kill(pid_, SIGKILL);
    while (!is_reaped_) is_reaped_ = ::waitpid(pid_, &status_, 0) == pid_ || errno != EINTR;
    if (!std::exchange(is_ended_, true)) ::kill(-pid_, SIGKILL);  // whatever it started and left behind
    if (!WIFSIGNALED(status_))
        return "the trial's process ended with exit code " + std::to_string(WEXITSTATUS(status_)) +
               " before the training did";
    const int number = WTERMSIG(status_);
    std::string text = "the trial's process was killed by signal " + std::to_string(number) + " (SIG" +
                       (::sigabbrev_np(number) ? ::sigabbrev_np(number) : "?") + ", " + ::strsignal(number) + ")";
    if (number == SIGKILL && count_of_out_of_memory_kills() > out_of_memory_kills_)
        text += ": the machine had no memory left";
    return text;
}

}  // namespace lathe::run
