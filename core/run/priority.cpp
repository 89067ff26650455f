// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/priority.h"

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <atomic>

namespace lathe::run {

namespace {
std::atomic<bool> keeps_own_priority{false};
}

void keep_own_priority() {
    keeps_own_priority = true;
}

void yield_to_the_window() {
    if (keeps_own_priority) return;
    // On Linux a nice value belongs to a thread, and new threads inherit it. Refusal harms nobody.
    constexpr int nice = 10;
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), nice);
}

void give_way_to_training() {
    // SCHED_IDLE and not nice 19, which takes 12 % of a core from a training thread at the value above (by their
    // weights of 15 and 110, see sched(7)), and every step waits for its slowest thread. SCHED_IDLE takes 3 % (a weight
    // of 3).
    const sched_param none{};
    ::sched_setscheduler(static_cast<pid_t>(::syscall(SYS_gettid)), SCHED_IDLE, &none);
    // The C library has no ioprio_set(2). Class best effort, lowest level: the class idle would starve beside training.
    constexpr int this_thread = 1;  // IOPRIO_WHO_PROCESS
    constexpr int best_effort = 2 << 13;
    constexpr int lowest = 7;
    ::syscall(SYS_ioprio_set, this_thread, 0, best_effort | lowest);
}

}  // namespace lathe::run
