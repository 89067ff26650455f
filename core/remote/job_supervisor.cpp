// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/job_supervisor.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/base/file_lock.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/system_error.h"
#include "core/queue/process_identity.h"
#include "core/remote/job.h"
#include "core/run/child_process.h"
#include "core/run/program/program_variables.h"

namespace lathe::remote {

namespace {

sigset_t awaited_signals() {
    sigset_t set;
    ::sigemptyset(&set);
    for (const int number : {SIGINT, SIGTERM, SIGCHLD}) ::sigaddset(&set, number);
    return set;
}

std::vector<std::string> arguments_of(const JobCommand& command, const Job& job) {
    std::vector<std::string> arguments{"--workspace", command.workspace.string()};
    arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
    if (!command.output_name.empty())
        arguments.insert(arguments.end(), {"--output", job.output_file(command).string()});
    return arguments;
}

tl::expected<pid_t, int> start_command(const JobCommand& command, const Job& job, const char* program) {
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int out = ::open(job.out_file().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    const int err = ::open(job.err_file().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    run::ChildStart start;
    start.program = program;
    start.arguments = arguments_of(command, job);
    start.variables = run::environment_with({});
    start.descriptors = {nothing, out, err};
    const auto pid = run::spawn_child(start);
    for (const int fd : {nothing, out, err}) ::close(fd);
    return pid;
}

// Waits for the end of the command and passes on what it is to be told; gives its exit code as a shell does. A SIGINT
// only says that the job has more interrupts than before: signals that come together are one.
int wait_for_end(pid_t pid, const Job& job) {
    const sigset_t awaited = awaited_signals();
    int interrupts = 0;
    while (true) {
        int status = 0;
        const pid_t ended = ::waitpid(pid, &status, WNOHANG);
        if (ended == pid) return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        const int number = ::sigwaitinfo(&awaited, nullptr);
        if (number == SIGTERM) ::kill(-pid, SIGTERM);
        if (number != SIGINT) continue;
        for (const int wanted = job.interrupts(); interrupts < wanted; ++interrupts) ::kill(-pid, SIGINT);
    }
}

// Holds the lock of the job until its end. `begun`: is told once the job is written down as begun; closed without a
// word where that cannot be written.
[[noreturn]] void supervise(const Job& job, const JobCommand& command, const char* program, int begun) {
    constexpr int cannot_start = 127;  // as a shell has it
    constexpr int interrupted = 128 + SIGINT;
    const auto end_with = [&](int code) {
        static_cast<void>(job.write_end(code));
        ::_exit(0);
    };
    if (!write_file_atomically(job.begun_file(), dump_json(queue::to_json(queue::this_process())))) ::_exit(1);
    static_cast<void>(::send(begun, "b", 1, MSG_NOSIGNAL));  // who asked may be gone
    ::close(begun);
    if (job.interrupts() > 0) end_with(interrupted);
    const auto pid = start_command(command, job, program);
    end_with(pid ? wait_for_end(*pid, job) : cannot_start);
    ::_exit(0);
}

}  // namespace

Result<void> supervise_job(const fs::path& job_folder, const char* program) {
    const Job job(job_folder);
    const auto command = job.command();
    if (!command) return fail(command.error());
    const auto lock = FileLock::try_take(job.lock_file());
    if (!lock) return fail(lock.error());
    std::error_code code;
    if (!*lock || fs::exists(job.begun_file(), code)) return {};
    const sigset_t awaited = awaited_signals();
    ::sigprocmask(SIG_BLOCK, &awaited, nullptr);
    ::setsid();  // before there is a child, which nothing that is sent to the connection's processes may reach
    int begun[2] = {-1, -1};
    const pid_t pid = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, begun) == 0 ? ::fork() : -1;
    if (pid < 0) return fail(system_error("no process can be started for the job", job_folder, errno));
    if (pid == 0) {
        ::close(begun[0]);
        supervise(job, *command, program, begun[1]);
    }
    // The lock is the child's, too. Whoever asked for the job must hear of a full disk: nothing else would tell.
    ::close(begun[1]);
    char word = 0;
    ssize_t heard = 0;
    while ((heard = ::read(begun[0], &word, 1)) < 0 && errno == EINTR) continue;
    ::close(begun[0]);
    if (heard == 1) return {};
    return fail(fmt::format("{} cannot be written", job.begun_file().string()), "is the disk full?");
}

}  // namespace lathe::remote
