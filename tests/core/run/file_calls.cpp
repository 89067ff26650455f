// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/run/file_calls.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cstdint>
#include <filesystem>
#include <system_error>

namespace lathe::run {

std::optional<std::vector<FileCall>> file_calls_of(const std::function<bool()>& work) {
    constexpr int not_traced = 77;
    const pid_t child = ::fork();
    if (child == 0) {
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(not_traced);
        ::raise(SIGSTOP);
        ::_exit(work() ? 0 : 1);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || WIFEXITED(status)) return std::nullopt;
    ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
    std::vector<FileCall> calls;
    for (;;) {
        ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
        ::waitpid(child, &status, 0);
        if (WIFEXITED(status)) return WEXITSTATUS(status) == 0 ? calls : std::vector<FileCall>();
        if (WIFSIGNALED(status)) return std::vector<FileCall>();
        __ptrace_syscall_info info{};
        ::ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info);
        if (info.op != PTRACE_SYSCALL_INFO_ENTRY) continue;
        const bool is_sync = info.entry.nr == std::uint64_t{SYS_fsync} || info.entry.nr == std::uint64_t{SYS_fdatasync};
        if (!is_sync && info.entry.nr != std::uint64_t{SYS_write}) continue;
        std::error_code code;
        const auto link = "/proc/" + std::to_string(child) + "/fd/" + std::to_string(info.entry.args[0]);
        calls.push_back({std::filesystem::read_symlink(link, code).filename().string(), is_sync});
    }
}

}  // namespace lathe::run
