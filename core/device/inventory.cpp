// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include "core/base/numbers.h"
#include "core/device/device.h"
#include "core/device/nvml.h"
#include "core/device/processes.h"
#include "core/device/visible.h"

namespace lathe::device {

namespace {

// Value of the first line "KEY<blanks>: VALUE" of a file of /proc.
std::string proc_field(const char* file, const std::string& key) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with(key)) continue;
        const auto at = line.find_first_not_of(" \t:", key.size());
        return at == std::string::npos ? std::string() : line.substr(at);
    }
    return {};
}

std::uint64_t memory_field(const std::string& key) {
    const std::string field = proc_field("/proc/meminfo", key);  // "16318480 kB"
    return 1024 * parse_number<std::uint64_t>(std::string_view(field).substr(0, field.find(' '))).value_or(0);
}

Device describe_cpu() {
    Device cpu;
    cpu.name = proc_field("/proc/cpuinfo", "model name");
    if (cpu.name.empty()) cpu.name = "CPU";
    cpu.memory_total = memory_field("MemTotal");
    cpu.memory_free = memory_field("MemAvailable");
    cpu.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    return cpu;
}

Device describe_gpu(const NvmlGpu& gpu, int index, TorchCuda cuda) {
    Device device;
    device.id = DeviceId{index};
    device.uuid = gpu.uuid;
    device.name = gpu.name;
    device.memory_total = gpu.memory_total;
    device.memory_free = gpu.memory_free;
    device.utilisation = gpu.utilisation;
    for (const int pid : gpu.processes)
        if (!is_own_process(pid)) device.foreign_processes.push_back(pid);
    if (!gpu.problem.empty()) {
        device.usable = false;
        device.reason = "the driver refuses it: " + gpu.problem;
    } else if (cuda == TorchCuda::missing) {
        device.usable = false;
        device.reason = "this LibTorch is built without CUDA; install one with it to train here";
    }
    return device;
}

class SystemInventory final : public Inventory {
  public:
    explicit SystemInventory(TorchCuda cuda) : cuda_(cuda), nvml_(Nvml::load()) {}

    std::vector<Device> list() override {
        std::vector<Device> devices{describe_cpu()};
        if (!nvml_) return devices;
        const std::lock_guard lock(mutex_);
        const auto gpus = nvml_->list();
        std::vector<std::string> uuids;
        for (const auto& gpu : gpus) uuids.push_back(gpu.uuid);
        int index = 0;
        for (const int position : visible_gpus(visible_variable(), uuids))
            devices.push_back(describe_gpu(gpus[static_cast<std::size_t>(position)], index++, cuda_));
        return devices;
    }

  private:
    TorchCuda cuda_;
    std::mutex mutex_;
    std::optional<Nvml> nvml_;
};

}  // namespace

std::unique_ptr<Inventory> make_system_inventory(TorchCuda cuda) {
    return std::make_unique<SystemInventory>(cuda);
}

}  // namespace lathe::device
