#include "core/queue/item_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/system_error.h"

extern char** environ;

namespace lathe::queue {

namespace {

constexpr int lock_descriptor = 3;  // in the new process

std::vector<std::string> arguments_for(const Item& item, const RunnerOptions& options) {
    std::vector<std::string> arguments{options.program};
    arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
    arguments.push_back(std::to_string(item.number));
    arguments.push_back(fmt::format("--lock={}", lock_descriptor));
    arguments.insert(arguments.end(), options.more_arguments.begin(), options.more_arguments.end());
    return arguments;
}

// This process's, with the queue's folder: the new one must mean the same.
std::vector<std::string> environment_for(const Queue& queue) {
    constexpr std::string_view name = "LATHE_QUEUE=";
    std::vector<std::string> environment{std::string(name) + queue.folder().string()};
    for (char** entry = environ; *entry; ++entry)
        if (!std::string_view(*entry).starts_with(name)) environment.emplace_back(*entry);
    return environment;
}

std::vector<char*> pointers_of(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

int ProcessEnd::exit_code() const {
    return WIFSIGNALED(status_) ? 128 + WTERMSIG(status_) : WEXITSTATUS(status_);
}

std::string ProcessEnd::str() const {
    if (!WIFSIGNALED(status_)) return fmt::format("ended with exit code {}", WEXITSTATUS(status_));
    const char* name = ::sigabbrev_np(WTERMSIG(status_));
    return name ? fmt::format("was killed by SIG{}", name) : fmt::format("was killed by signal {}", WTERMSIG(status_));
}

Result<ItemProcess> ItemProcess::start(const Queue& queue, const TakenItem& taken, const RunnerOptions& options) {
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    const std::string log = taken.item.log_file().string();
    ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
    ::posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    // A descriptor that is the same already would stay closed on exec.
    const int lock = ::fcntl(taken.lock.descriptor(), F_DUPFD_CLOEXEC, lock_descriptor + 1);
    ::posix_spawn_file_actions_adddup2(&files, lock, lock_descriptor);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    std::vector<std::string> arguments = arguments_for(taken.item, options);
    std::vector<std::string> environment = environment_for(queue);
    pid_t pid = 0;
    const int problem = ::posix_spawn(&pid, options.program.c_str(), &files, &attributes, pointers_of(arguments).data(),
                                      pointers_of(environment).data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    if (lock >= 0) ::close(lock);
    if (problem != 0) return fail(system_error("cannot be started", options.program, problem));
    // Not yet waited for, so that the number is still its own.
    return ItemProcess(pid, open_process(pid));
}

ItemProcess::ItemProcess(ItemProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), fd_(std::exchange(other.fd_, -1)), ended_(other.ended_), end_(other.end_) {}

ItemProcess& ItemProcess::operator=(ItemProcess&& other) noexcept {
    std::swap(pid_, other.pid_);
    std::swap(fd_, other.fd_);
    std::swap(ended_, other.ended_);
    std::swap(end_, other.end_);
    return *this;
}

ItemProcess::~ItemProcess() {
    if (fd_ >= 0) ::close(fd_);
}

bool ItemProcess::has_ended() {
    int status = 0;
    if (!ended_ && ::waitpid(pid_, &status, WNOHANG) == pid_) {
        ended_ = true;
        end_ = ProcessEnd(status);
    }
    return ended_;
}

void ItemProcess::send(int signal) const {
    if (!ended_) ::kill(pid_, signal);
}

}  // namespace lathe::queue
