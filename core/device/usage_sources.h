// SPDX-License-Identifier: GPL-3.0-or-later
// All that tells of the machine's use, opened once: /proc, the processors' counters of energy, NVIDIA's library.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/device/device.h"
#include "core/device/nvml.h"
#include "core/device/package_energy.h"
#include "core/device/process_usage.h"

namespace lathe::device {

// One thread at a time.
class UsageSources {
  public:
    // Other folders are for tests.
    explicit UsageSources(std::filesystem::path proc = "/proc",
                          const std::filesystem::path& powercap = "/sys/class/powercap");

    // What a process has used, as usage_of() tells; nullopt: there is no such process.
    std::optional<ProcessUsage> process(int pid, Whose whose) const { return usage_of(pid, whose, proc_); }
    // What the whole machine has used since it was started; nullopt: /proc does not tell.
    std::optional<MachineUsage> machine() const { return usage_of_machine(proc_); }
    // Joules of the processors since this was made; nullopt: the machine does not tell.
    std::optional<double> package_joules() { return energy_.joules(); }
    // Where the GPUs of a lease are in NVML's order; -1: nowhere. `devices` count as CUDA_VISIBLE_DEVICES of this
    // process says; the CPU among them is left out. Loads NVML at the first GPU.
    std::vector<int> positions_of(const std::vector<DeviceId>& devices);
    // What the GPU at a position that positions_of() gave does right now. Everything is absent at -1, and before the
    // first GPU was asked for.
    GpuUsage gpu(int position) const { return nvml_ && position >= 0 ? nvml_->usage(position) : GpuUsage(); }

  private:
    std::filesystem::path proc_;
    PackageEnergy energy_;
    std::optional<Nvml> nvml_;
    bool has_looked_for_nvml_ = false;
};

}  // namespace lathe::device
