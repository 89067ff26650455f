// SPDX-License-Identifier: GPL-3.0-or-later
// NVIDIA's management library, loaded at run time: GPUs are listed without CUDA, without torch and without its headers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lathe::device {

// One GPU as NVML tells of it, in PCI bus order.
struct NvmlGpu {
    std::string name;
    std::string uuid;  // "GPU-8e5b..."; empty when unknown
    std::uint64_t memory_total = 0;
    std::uint64_t memory_free = 0;
    int utilisation = -1;        // percent; -1: unknown
    std::vector<int> processes;  // of every program that computes on it, ours included
    std::string problem;         // why it could not be asked; empty when all is well
};

// What one GPU is doing right now. What the driver does not tell is absent.
struct GpuUsage {
    std::optional<int> utilisation;  // percent of the time in which it computed
    std::optional<std::uint64_t> memory_used;
    std::optional<int> temperature;  // degrees Celsius
    std::optional<double> power;     // watts
    std::optional<double> energy;    // joules since its driver was loaded
};

// Loaded once; stays loaded until destroyed. Not for concurrent use.
class Nvml {
  public:
    // Loads libnvidia-ml.so.1; nullopt when the library or a function is missing, or when it finds no driver.
    static std::optional<Nvml> load();

    // All GPUs in PCI bus order; empty when the driver does not say how many there are.
    std::vector<NvmlGpu> list() const;
    // The UUIDs of all GPUs in the order of list(); "": unknown. Cheaper than list().
    std::vector<std::string> uuids() const;
    // What the GPU at this position of list() does right now.
    GpuUsage usage(int position) const;

  private:
    struct Api;
    explicit Nvml(std::shared_ptr<const Api> api) : api_(std::move(api)) {}
    std::shared_ptr<const Api> api_;
};

}  // namespace lathe::device
