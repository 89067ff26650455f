// SPDX-License-Identifier: GPL-3.0-or-later
// What processes have used of the machine, as Linux tells in /proc (proc(5)). Reading it costs microseconds a process,
// and those that are looked at nothing. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace lathe::device {

// What a process, or a tree of processes, has used so far.
struct ProcessUsage {
    double cpu_seconds = 0;      // of all threads, user and kernel, since they began
    std::uint64_t resident = 0;  // bytes in memory; a page that several processes share counts for each
    bool knows_disk = false;     // whether the next two are known: others' processes may keep them to themselves
    std::uint64_t read = 0;      // bytes from disks; what was in the cache already is not among them
    std::uint64_t written = 0;   // bytes to disks
};

// Which processes usage_of() adds up.
enum class Whose : std::uint8_t {
    one,  // that process
    tree  // and all that it started, which has not gone to another parent
};

// What a process, or the tree of processes below it, has used so far. Of a tree, what ended children have used is
// included once their parent has waited for them, so that the sums do not fall. nullopt: there is no such process.
// `proc`: another folder, for tests.
std::optional<ProcessUsage> usage_of(int pid, Whose whose, const std::filesystem::path& proc = "/proc");

// Of the whole machine, since it was started.
struct MachineUsage {
    double busy_seconds = 0;  // of all cores
    double all_seconds = 0;   // busy, idle, or taken by the host of a virtual machine
    std::uint64_t memory_used = 0;
    std::uint64_t memory_total = 0;
};
// What the whole machine has used since it was started; nullopt: the folder tells of no processor times. `proc`:
// another folder, for tests.
std::optional<MachineUsage> usage_of_machine(const std::filesystem::path& proc = "/proc");

}  // namespace lathe::device
