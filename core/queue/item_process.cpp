// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/item_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/system_error.h"
#include "core/run/child_process.h"

namespace lathe::queue {

namespace {

constexpr int lock_descriptor = 3;  // in the new process, after its standard streams

std::vector<std::string> arguments_for(const Item& item, const RunnerOptions& options) {
    std::vector<std::string> arguments = options.arguments;
    arguments.push_back(std::to_string(item.number));
    arguments.push_back(fmt::format("--lock={}", lock_descriptor));
    arguments.insert(arguments.end(), options.more_arguments.begin(), options.more_arguments.end());
    return arguments;
}

}  // namespace

Result<ItemProcess> ItemProcess::start(const Queue& queue, const TakenItem& taken, const RunnerOptions& options) {
    const fs::path log_file = taken.item.log_file();
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int log = ::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    const int problem = errno;
    if (log < 0) {
        ::close(nothing);
        return fail(system_error("cannot be written", log_file, problem));
    }
    run::ChildStart start;
    start.program = options.program;
    start.arguments = arguments_for(taken.item, options);
    // The queue's folder as it is for this process: the new one must mean the same.
    start.variables = run::environment_with({{"LATHE_QUEUE", queue.folder().string()}});
    start.descriptors = {nothing, log, log, taken.lock.descriptor()};
    const auto pid = run::spawn_child(start);
    ::close(nothing);
    ::close(log);
    if (!pid) return fail(system_error("cannot be started", options.program, pid.error()));
    // Not yet waited for, so that the number is still its own.
    return ItemProcess(*pid, open_process(*pid));
}

ItemProcess::ItemProcess(ItemProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)),
      fd_(std::exchange(other.fd_, -1)),
      ended_(other.ended_),
      status_(other.status_) {}

ItemProcess& ItemProcess::operator=(ItemProcess&& other) noexcept {
    std::swap(pid_, other.pid_);
    std::swap(fd_, other.fd_);
    std::swap(ended_, other.ended_);
    std::swap(status_, other.status_);
    return *this;
}

ItemProcess::~ItemProcess() {
    if (fd_ >= 0) ::close(fd_);
}

bool ItemProcess::has_ended() {
    if (!ended_) ended_ = ::waitpid(pid_, &status_, WNOHANG) == pid_;
    return ended_;
}

void ItemProcess::send(int signal) const {
    if (!ended_) ::kill(pid_, signal);
}

}  // namespace lathe::queue
