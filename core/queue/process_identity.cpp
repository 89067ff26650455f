// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/process_identity.h"

#include <sys/syscall.h>
#include <unistd.h>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "core/base/json_members.h"

namespace lathe::queue {

namespace {

std::string boot_id() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

// When the process started; nullopt: there is none, or it is a zombie. Its name, in brackets, may hold anything.
std::optional<std::int64_t> start_of(int pid) {
    std::ifstream file(fmt::format("/proc/{}/stat", pid));
    std::string line;
    std::getline(file, line);
    const auto name_end = line.rfind(')');
    if (name_end == std::string::npos) return std::nullopt;
    std::istringstream fields(line.substr(name_end + 1));
    std::string field;
    constexpr int start_time = 22;  // as proc(5) counts; the state is the third
    for (int i = 3; fields >> field; ++i) {
        if (i == 3 && (field == "Z" || field == "X")) return std::nullopt;
        if (i == start_time) return integer_from_json(parse_json(field).value_or(Json()));
    }
    return std::nullopt;
}

}  // namespace

ProcessIdentity this_process() {
    const int pid = ::getpid();
    return {pid, start_of(pid).value_or(0), boot_id()};
}

std::optional<ProcessIdentity> identity_of(int pid) {
    const auto start = start_of(pid);
    if (!start) return std::nullopt;
    return ProcessIdentity{pid, *start, boot_id()};
}

bool is_alive(const ProcessIdentity& process) {
    return process.pid > 0 && process.boot == boot_id() && start_of(process.pid) == process.start;
}

// Through syscall(), as the C library's header does not say that these are C.
int open_process(int pid) {
    return pid > 0 ? static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)) : -1;
}

bool send_signal(const ProcessIdentity& process, int signal) {
    // Once the descriptor is there it means the process of that moment, whoever gets the number later.
    const int fd = open_process(process.pid);
    if (fd < 0) return false;
    const bool sent = is_alive(process) && ::syscall(SYS_pidfd_send_signal, fd, signal, nullptr, 0) == 0;
    ::close(fd);
    return sent;
}

Json to_json(const ProcessIdentity& process) {
    return {{"pid", process.pid}, {"start", process.start}, {"boot", process.boot}};
}

std::optional<ProcessIdentity> process_from_json(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    JsonMembers in(json);
    ProcessIdentity process;
    process.pid = in.count("pid", JsonMembers::Need::required);
    process.start = in.large_count("start");
    process.boot = in.text("boot", JsonMembers::Need::required);
    if (in.bad() || process.pid == 0) return std::nullopt;
    return process;
}

}  // namespace lathe::queue
