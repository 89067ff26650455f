// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include <fmt/format.h>

extern char** environ;

namespace lathe::run {

namespace {

// argv or envp of a new process; `texts` outlives it.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// Copies of descriptors above those that the child will have: there, dup2() neither overwrites one that is still needed
// nor meets its own number, which it would leave to be closed on exec.
class CopiesAbove {
  public:
    explicit CopiesAbove(const std::vector<int>& descriptors) {
        for (const int one : descriptors) {
            const int copy = ::fcntl(one, F_DUPFD_CLOEXEC, static_cast<int>(descriptors.size()));
            if (copy < 0) {
                problem_ = errno;
                return;
            }
            copies_.push_back(copy);
        }
    }
    ~CopiesAbove() {
        for (const int one : copies_) ::close(one);
    }
    CopiesAbove(const CopiesAbove&) = delete;
    CopiesAbove& operator=(const CopiesAbove&) = delete;

    int problem() const { return problem_; }  // errno's number where one cannot be copied; 0: all were
    const std::vector<int>& get() const { return copies_; }

  private:
    std::vector<int> copies_;
    int problem_ = 0;
};

}  // namespace

std::vector<std::string> environment_with(const Variables& variables) {
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto name = text.substr(0, text.find('='));
        const auto is_it = [&](const auto& one) { return one.first == name; };
        if (name != "NNI_TRIAL_COMMAND_CHANNEL" && std::ranges::none_of(variables, is_it)) all.emplace_back(text);
    }
    for (const auto& [name, value] : variables) all.push_back(name + "=" + value);
    return all;
}

tl::expected<pid_t, int> spawn_child(const ChildStart& start) {
    const CopiesAbove copies(start.descriptors);
    if (copies.problem() != 0) return tl::make_unexpected(copies.problem());
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    for (int number = 0; const int copy : copies.get()) ::posix_spawn_file_actions_adddup2(&files, copy, number++);
    if (!start.folder.empty()) ::posix_spawn_file_actions_addchdir_np(&files, start.folder.c_str());
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    const int group = start.leads_group ? POSIX_SPAWN_SETPGROUP : 0;
    ::posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETSIGMASK | group));
    ::posix_spawnattr_setpgroup(&attributes, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    std::vector<std::string> arguments{start.program};
    arguments.insert(arguments.end(), start.arguments.begin(), start.arguments.end());
    std::vector<std::string> variables = start.variables;
    pid_t pid = 0;
    const int code = ::posix_spawnp(&pid, start.program.c_str(), &files, &attributes, pointers_to(arguments).data(),
                                    pointers_to(variables).data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    if (code != 0) return tl::make_unexpected(code);
    return pid;
}

tl::expected<ChildProcess, int> ChildProcess::start(const ChildStart& start) {
    const auto pid = spawn_child(start);
    if (!pid) return tl::make_unexpected(pid.error());
    return ChildProcess(*pid);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), status_(other.status_) {}

ChildProcess::~ChildProcess() {
    wait();
}

bool ChildProcess::has_ended() const {
    if (pid_ == 0) return true;
    siginfo_t end{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &end, WEXITED | WNOWAIT | WNOHANG) == 0 && end.si_pid == pid_;
}

int ChildProcess::wait() {
    if (pid_ == 0) return status_;
    // Until it is waited for for good, its number is no other process's.
    siginfo_t end{};
    while (::waitid(P_PID, static_cast<id_t>(pid_), &end, WEXITED | WNOWAIT) < 0 && errno == EINTR) continue;
    signal_group(SIGKILL);
    while (::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) continue;
    pid_ = 0;
    return status_;
}

void ChildProcess::signal_group(int number) const {
    if (pid_ != 0) ::kill(-pid_, number);
}

std::string describe_signal(int number) {
    const char* name = ::sigabbrev_np(number);
    const char* meaning = ::sigdescr_np(number);
    return fmt::format("signal {} (SIG{}, {})", number, name != nullptr ? name : "?",
                       meaning != nullptr ? meaning : "unknown");
}

std::string describe_end(int status) {
    if (!WIFSIGNALED(status)) return fmt::format("ended with exit code {}", WEXITSTATUS(status));
    const int number = WTERMSIG(status);
    return "was killed by " + describe_signal(number) +
           (number == SIGKILL ? "; was the machine out of memory?" : std::string());
}

int exit_code_of(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace lathe::run
