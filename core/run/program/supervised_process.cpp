// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/supervised_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "core/base/numbers.h"
#include "core/base/system_error.h"

namespace lathe::run {

namespace {

// As much as is taken before anything else is looked at: a program that floods its output must not keep us from
// stopping it.
constexpr std::size_t most_output_at_once = std::size_t{1} << 20;

Error cannot_start(const ProgramStart& start, int problem) {
    const std::string& program = start.arguments.front();
    Error error;
    error.key = "trial.command";
    error.what = "the program " + program + " cannot be started: " + system_message(problem);
    if (problem == ENOENT) {
        error.what = "the program " + program + " is not found";
        error.hint = program.find('/') == std::string::npos ? "install it, or give its path"
                                                            : "correct the path; it is relative to trial.code_dir";
    } else if (problem == EACCES) {
        error.hint = "make it executable: chmod +x, or name its interpreter first";
    } else if (problem == ENOEXEC) {
        error.hint = "its first line should name the interpreter, as #!/bin/sh";
    }
    return error;
}

}  // namespace

Result<SupervisedProcess> SupervisedProcess::start(const ProgramStart& start) {
    std::error_code code;
    if (!std::filesystem::is_directory(start.folder, code)) {
        Error error{
            "the folder that the program starts in is not there", "correct trial.code_dir", {}, "trial.code_dir"};
        error.file = start.folder;
        return fail(std::move(error));
    }
    if (start.supervisor.empty() || !std::filesystem::exists(start.supervisor, code))
        return fail("lathe-supervise, which runs programs of others, is not beside this program",
                    "install all of Lathe");
    SupervisedProcess process;
    if (auto done = process.spawn(start); !done) return fail(std::move(done).error());
    while (process.program_ == 0 && !process.problem_ && process.control_ >= 0) process.read_control();
    if (process.problem_) return fail(cannot_start(start, *process.problem_));
    if (process.program_ == 0) return fail("lathe-supervise ended before the program began");
    return process;
}

Result<void> SupervisedProcess::spawn(const ProgramStart& start) {
    int control[2] = {-1, -1};
    int output[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control) != 0)
        return fail(std::string("no socket can be made: ") + system_message(errno));
    control_ = control[0];
    if (::pipe2(output, O_CLOEXEC) != 0) {
        const int problem = errno;
        ::close(control[1]);
        return fail(std::string("no pipe can be made: ") + system_message(problem));
    }
    output_ = output[0];
    ::fcntl(output_, F_SETFL, O_NONBLOCK);
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    auto started =
        ChildProcess::start({start.supervisor,
                             start.arguments,
                             start.variables,
                             start.folder,
                             {nothing, output[1], start.errors >= 0 ? start.errors : output[1], control[1]}});
    for (const int theirs : {nothing, output[1], control[1]})
        if (theirs >= 0) ::close(theirs);
    if (!started) return fail(std::string("lathe-supervise cannot be started: ") + system_message(started.error()));
    supervisor_.emplace(std::move(*started));
    return {};
}

SupervisedProcess::SupervisedProcess(SupervisedProcess&& other) noexcept
    : supervisor_(std::move(other.supervisor_)),
      program_(std::exchange(other.program_, 0)),
      control_(std::exchange(other.control_, -1)),
      output_(std::exchange(other.output_, -1)),
      said_(std::move(other.said_)),
      status_(other.status_),
      problem_(other.problem_) {}

SupervisedProcess::~SupervisedProcess() {
    close_all();  // and supervisor_ is waited for
}

void SupervisedProcess::close_all() {
    // Where its supervisor was killed itself.
    if (program_ > 0 && !status_ && control_ < 0) ::kill(-program_, SIGKILL);
    // The supervisor kills everything when it sees this.
    if (control_ >= 0) ::close(std::exchange(control_, -1));
    if (output_ >= 0) ::close(std::exchange(output_, -1));
}

bool SupervisedProcess::wait(std::chrono::milliseconds longest, std::string& output) {
    std::array<pollfd, 2> wanted{{{control_, POLLIN, 0}, {output_, POLLIN, 0}}};
    if (::poll(wanted.data(), wanted.size(), static_cast<int>(longest.count())) > 0) {
        if (wanted[1].revents != 0) read_output(output);
        if (wanted[0].revents != 0) read_control();
    }
    if (control_ >= 0) return true;
    // All that wrote to it have been killed: what is in the pipe is all there will be.
    if (output_ >= 0) {
        const auto before = output.size();
        read_output(output);
        if (output.size() - before >= most_output_at_once) return true;
    }
    return false;
}

void SupervisedProcess::read_output(std::string& output) {
    std::array<char, 65536> bytes;
    for (std::size_t taken = 0; taken < most_output_at_once && output_ >= 0;) {
        const ssize_t got = ::read(output_, bytes.data(), bytes.size());
        if (got > 0) {
            output.append(bytes.data(), static_cast<std::size_t>(got));
            taken += static_cast<std::size_t>(got);
        } else if (got < 0 && errno == EINTR) {
            continue;
        } else {
            // The end, or nothing for now.
            if (got == 0) ::close(std::exchange(output_, -1));
            return;
        }
    }
}

void SupervisedProcess::read_control() {
    std::array<char, 64> bytes;
    const ssize_t got = ::read(control_, bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) return;
    if (got <= 0) return void(::close(std::exchange(control_, -1)));
    said_.append(bytes.data(), static_cast<std::size_t>(got));
    for (auto end = said_.find('\n'); end != std::string::npos; end = said_.find('\n')) {
        const int number = parse_number<int>(std::string_view(said_).substr(1, end - 1)).value_or(0);
        if (said_.front() == 'P') program_ = number;
        if (said_.front() == 'X') problem_ = number;
        if (said_.front() == 'E') status_ = number;
        said_.erase(0, end + 1);
    }
}

void SupervisedProcess::signal_group(int number) const {
    if (program_ > 0 && !status_) ::kill(-program_, number);
}

}  // namespace lathe::run
