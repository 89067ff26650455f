// SPDX-License-Identifier: GPL-3.0-or-later
// Who trains where: hands out devices to the trials of one session, and counts what other processes of this machine
// hold. NNI's rules (reference: NNI 3.0, "GPUs").
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/device/device.h"
#include "core/device/machine_leases.h"

namespace lathe::device {

// What one trial asks for.
struct Request {
    double gpus = 0;           // 0: the CPU; below 1: a part of one GPU; otherwise rounded up to whole ones
    std::vector<int> indices;  // GPUs that may be used; empty: all
    int trials_per_gpu = 1;    // each GPU asked for is shared by this many trials
    bool use_active = false;   // also GPUs that other programs use
};

// The devices that one trial has until release().
struct Lease {
    std::vector<DeviceId> devices;  // the first is the one to train on
    double share = 0;               // of each GPU
};

// Why no device was given.
struct Refusal {
    std::string reason;      // for a person: what is missing, and who has it
    bool permanent = false;  // waiting cannot help: this machine does not have it
};

// Not synchronised: its owner serialises access.
class Leases {
  public:
    // Leases of this session alone: what is asked here takes nothing from anybody.
    Leases() = default;
    // GPUs are shared with every process that uses the same folder.
    explicit Leases(MachineLeases machine) : machine_(std::move(machine)) {}
    // The same, told to others under the name `study`; with an empty folder of this session alone.
    static Leases shared_in(const std::filesystem::path& folder, std::string study) {
        return folder.empty() ? Leases() : Leases(MachineLeases(folder, std::move(study)));
    }

    // Leases the devices that are asked for, or says why not now: GPUs that are idle come first, then the least loaded.
    // The CPU is always granted: how many trials run there at once is the session's concurrency. `holder` ("trial 3")
    // is named to those who wait.
    tl::expected<Lease, Refusal> acquire(const Request& request, const std::vector<Device>& devices,
                                         const std::string& holder);
    // Gives back what acquire() gave to this holder, for others to take. A lease of the CPU has nothing to give back.
    void release(const Lease& lease, const std::string& holder);

  private:
    struct Load {
        double used = 0;
        std::multiset<std::string> holders;
        std::multimap<std::string, HeldLease> held;  // by holder

        // Processes that appeared while we held the GPU and that /proc does not show: ours, seen from a container.
        std::set<int> adopted;
    };
    // Leases of other sessions on one GPU.
    using Others = std::vector<MachineLease>;

    Others others_on(const Device& gpu, const std::vector<MachineLease>& everybody) const;
    // A process on the GPU that is neither ours nor of one who holds a lease; nullopt: there is none.
    std::optional<int> other_program(const Device& gpu, const Others& others);
    std::string holders_of(const Device& gpu, const Others& others) const;
    tl::expected<Lease, Refusal> choose(const Request& request, const std::vector<Device>& devices,
                                        const std::vector<MachineLease>& everybody);

    std::optional<MachineLeases> machine_;
    std::map<int, Load> loads_;  // by GPU
};

}  // namespace lathe::device
