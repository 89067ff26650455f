// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/host_shell.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <utility>

#include "core/base/system_error.h"
#include "core/remote/connection.h"
#include "core/remote/error_tail.h"
#include "core/run/child_process.h"
#include "core/run/program/program_variables.h"

namespace lathe::remote {

namespace {

constexpr std::size_t most_output = 65536;

// Until the other end is closed; false: it is more than may be.
bool read_all(int fd, ErrorTail& errors, std::string& text) {
    std::array<char, 4096> chunk;
    while (true) {
        errors.drain();
        pollfd one{fd, POLLIN, 0};
        if (::poll(&one, 1, 100) == 0) continue;
        const ssize_t n = ::read(fd, chunk.data(), chunk.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return true;
        text.append(chunk.data(), static_cast<std::size_t>(n));
        if (text.size() > most_output) return false;
    }
}

}  // namespace

Result<std::string> run_on_host(const Address& address, const std::string& command, int input) {
    const std::string program = ssh_program();
    int out[2] = {-1, -1};
    int err[2] = {-1, -1};
    if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0)
        return fail(system_error("cannot be started", program, errno));
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    run::ChildStart start;
    start.program = program;
    // A network that goes away ends it: nobody looks at the time that it takes.
    start.arguments = {"-o", "ConnectTimeout=30", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4"};
    const auto arguments = ssh_arguments(address);
    start.arguments.insert(start.arguments.end(), arguments.begin(), arguments.end());
    start.arguments.push_back(command);
    start.variables = run::environment_with({});
    start.descriptors = {input >= 0 ? input : nothing, out[1], err[1]};
    auto ssh = run::ChildProcess::start(start);
    for (const int fd : {out[1], err[1], nothing}) ::close(fd);
    ErrorTail errors(err[0]);
    std::string text;
    const bool is_whole = !ssh || read_all(out[0], errors, text);
    ::close(out[0]);
    if (!ssh) return fail(system_error("cannot be started", program, ssh.error()));
    if (!is_whole) ssh->signal_group(SIGKILL);
    const int status = ssh->wait();
    errors.drain();
    if (is_whole && WIFEXITED(status) && WEXITSTATUS(status) == 0) return text;
    if (!is_whole) return fail(address.destination + ": the command there prints without end");
    const std::string said = errors.last_line();
    Error error{address.destination + ": " + (said.empty() ? "the command there " + run::describe_end(status) : said)};
    constexpr int ssh_failed = 255;
    if (WIFEXITED(status) && WEXITSTATUS(status) == ssh_failed)
        error.hint = "try `ssh HOST` by hand; it must not ask for a password (ssh-add, ssh-copy-id)";
    return fail(std::move(error));
}

}  // namespace lathe::remote
