// SPDX-License-Identifier: GPL-3.0-or-later
// A process, named so that no other is taken for it: process ids are given anew, and after a restart of the machine
// they mean nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/json.h"

namespace lathe::queue {

// A process of this machine, by its number and the moment when it began.
struct ProcessIdentity {
    int pid = 0;
    std::int64_t start = 0;  // clock ticks after the machine's start
    std::string boot;        // of the machine, /proc/sys/kernel/random/boot_id

    bool operator==(const ProcessIdentity&) const = default;
};

// The process that calls this.
ProcessIdentity this_process();
// The process that has this number now; nullopt: there is none.
std::optional<ProcessIdentity> identity_of(int pid);
// Whether it still runs; one that has ended and was not waited for yet does not.
bool is_alive(const ProcessIdentity& process);
// Sends `signal` to this process and no other. False: it has ended, or may not be signalled.
bool send_signal(const ProcessIdentity& process, int signal);

// A descriptor that means the process which has this number now, and is readable when that has ended; -1: there is
// none.
int open_process(int pid);

// {pid, start, boot}
Json to_json(const ProcessIdentity& process);
// The process that to_json() told of; nullopt: the JSON tells of none.
std::optional<ProcessIdentity> process_from_json(const Json& json);

}  // namespace lathe::queue
