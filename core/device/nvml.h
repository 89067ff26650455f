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

// Loaded once; stays loaded until destroyed. Not for concurrent use.
class Nvml {
  public:
    // nullopt when the library or a function is missing, or when it finds no driver.
    static std::optional<Nvml> load();

    std::vector<NvmlGpu> list() const;

  private:
    struct Api;
    explicit Nvml(std::shared_ptr<const Api> api) : api_(std::move(api)) {}
    std::shared_ptr<const Api> api_;
};

}  // namespace lathe::device
