// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/worker_process.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <fstream>
#include <utility>

#include "core/base/system_error.h"

namespace lathe::run {

namespace {

// How many processes the kernel has killed for want of memory; -1: it does not tell.
long count_of_out_of_memory_kills() {
    std::ifstream in("/proc/vmstat");
    std::string name;
    for (long value = 0; in >> name >> value;)
        if (name == "oom_kill") return value;
    return -1;
}

}  // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const std::string& program, std::string visible_gpus,
                                                            const SharedBlocks* data) {
    const auto cannot = [&](int code) {
        return fail(system_error("the trial's process cannot be started", program, code));
    };
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return cannot(errno);
    ChildStart start;
    start.program = program;
    start.arguments = {"worker"};
    start.variables = environment_with({{"CUDA_VISIBLE_DEVICES", visible_gpus}});
    start.descriptors = {ends[1], ends[1], STDERR_FILENO};
    if (data != nullptr) {
        start.arguments.insert(start.arguments.end(), {"--data", std::to_string(start.descriptors.size())});
        start.descriptors.push_back(data->descriptor());
    }
    auto child = ChildProcess::start(start);
    ::close(ends[1]);
    if (!child) {
        ::close(ends[0]);
        return cannot(child.error());
    }
    return std::unique_ptr<WorkerProcess>(new WorkerProcess(std::move(*child), ends[0], std::move(visible_gpus)));
}

WorkerProcess::WorkerProcess(ChildProcess child, int socket, std::string visible_gpus)
    : child_(std::move(child)),
      socket_(socket),
      visible_gpus_(std::move(visible_gpus)),
      out_of_memory_kills_(count_of_out_of_memory_kills()) {}

WorkerProcess::~WorkerProcess() {
    end();
}

std::string WorkerProcess::end() {
    if (is_alive()) child_.signal_group(SIGKILL);
    const int status = child_.wait();
    std::string how = describe_end(status);
    was_killed_ = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    if (was_killed_ && count_of_out_of_memory_kills() > out_of_memory_kills_)
        how += " Its kernel has killed for want of memory meanwhile";
    return how;
}

}  // namespace lathe::run
