// SPDX-License-Identifier: GPL-3.0-or-later
// What can train here, and why not. No torch: GPUs are listed through NVML, loaded at run time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe::device {

// "cpu" or "cuda:N"
struct DeviceId {
    int gpu = -1;  // -1: the CPU

    // True for the CPU, false for every GPU.
    bool is_cpu() const { return gpu < 0; }
    // "cpu" or "cuda:N"; parse_device() reads it back.
    std::string str() const { return is_cpu() ? "cpu" : "cuda:" + std::to_string(gpu); }
    friend bool operator==(DeviceId, DeviceId) = default;
};
// Reads "cpu", "cuda" (the first GPU) and "cuda:N" with N from 0 to 1023; any other text is an error. Does not look
// whether the machine has the device.
Result<DeviceId> parse_device(const std::string& text);

// A device of this machine, as it was when it was listed.
struct Device {
    DeviceId id;
    std::string uuid;                // "GPU-8e5b..."; empty: the CPU, or the driver tells of none
    std::string name;                // "NVIDIA A100-SXM4-40GB", or the CPU's model
    std::uint64_t memory_total = 0;  // bytes
    std::uint64_t memory_free = 0;
    int utilisation = -1;                // percent; -1: unknown
    int threads = 0;                     // of the CPU
    std::vector<int> foreign_processes;  // other programs' process ids on this GPU
    bool usable = true;
    std::string reason;  // why it is not usable

    // The name by which all processes of this machine mean the same device: its UUID, or "cpu" or "cuda:N" where it has
    // none. ("cuda:0" alone is another GPU where CUDA_VISIBLE_DEVICES differs.)
    std::string machine_name() const { return uuid.empty() ? id.str() : uuid; }
};

// Where devices are listed; tests give a fake one.
class Inventory {
  public:
    virtual ~Inventory() = default;
    // Looks at the machine and gives its devices; the CPU comes first. Any thread; may take some milliseconds.
    virtual std::vector<Device> list() = 0;
};

// Whether LibTorch can use GPUs.
enum class TorchCuda : std::uint8_t { built_in, missing };

// The devices of this machine: the CPU, and the GPUs that libnvidia-ml.so.1 tells of (none when it cannot be loaded).
// GPUs that LibTorch cannot use are marked as unusable, with the reason. CUDA_VISIBLE_DEVICES is obeyed.
std::unique_ptr<Inventory> make_system_inventory(TorchCuda cuda);

}  // namespace lathe::device
