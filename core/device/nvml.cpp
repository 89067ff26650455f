// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/device/nvml.h"

#include <dlfcn.h>
#include <array>

namespace lathe::device {

namespace {

constexpr int success = 0;
constexpr unsigned most_processes = 256;

}  // namespace

struct Nvml::Api {
    // The few declarations that are used, as in NVIDIA's "NVML API Reference Guide".
    using Handle = void*;
    struct Memory {
        unsigned long long total, free, used;
    };
    struct Utilisation {
        unsigned gpu, memory;
    };
    struct ProcessV1 {  // nvmlDeviceGetComputeRunningProcesses
        unsigned pid;
        unsigned long long memory;
    };
    struct ProcessV2 {  // ..._v2 and ..._v3
        unsigned pid;
        unsigned long long memory;
        unsigned gpu_instance, compute_instance;
    };

    void* library = nullptr;
    int (*init)() = nullptr;
    int (*shutdown)() = nullptr;
    const char* (*error_string)(int) = nullptr;
    int (*count)(unsigned*) = nullptr;
    int (*handle)(unsigned, Handle*) = nullptr;
    int (*name)(Handle, char*, unsigned) = nullptr;
    int (*uuid)(Handle, char*, unsigned) = nullptr;
    int (*memory)(Handle, Memory*) = nullptr;
    int (*utilisation)(Handle, Utilisation*) = nullptr;
    int (*processes_v1)(Handle, unsigned*, ProcessV1*) = nullptr;
    int (*processes_v2)(Handle, unsigned*, ProcessV2*) = nullptr;
    bool initialised = false;

    ~Api() {
        if (initialised && shutdown) shutdown();
        if (library) ::dlclose(library);
    }

    template <class Function>
    bool look_up(Function*& function, const char* symbol) {
        function = reinterpret_cast<Function*>(::dlsym(library, symbol));
        return function != nullptr;
    }

    bool open() {
        library = ::dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_LOCAL);
        if (!library) return false;
        const bool found = look_up(init, "nvmlInit_v2") && look_up(count, "nvmlDeviceGetCount_v2") &&
                           look_up(handle, "nvmlDeviceGetHandleByIndex_v2");
        if (!found) return false;
        look_up(shutdown, "nvmlShutdown");
        look_up(error_string, "nvmlErrorString");
        look_up(name, "nvmlDeviceGetName");
        look_up(uuid, "nvmlDeviceGetUUID");
        look_up(memory, "nvmlDeviceGetMemoryInfo");
        look_up(utilisation, "nvmlDeviceGetUtilizationRates");
        if (!look_up(processes_v2, "nvmlDeviceGetComputeRunningProcesses_v3") &&
            !look_up(processes_v2, "nvmlDeviceGetComputeRunningProcesses_v2"))
            look_up(processes_v1, "nvmlDeviceGetComputeRunningProcesses");
        initialised = init() == success;
        return initialised;
    }

    template <class Process>
    static std::vector<int> process_ids(int (*function)(Handle, unsigned*, Process*), Handle gpu) {
        std::array<Process, most_processes> found{};
        unsigned n = most_processes;
        std::vector<int> ids;
        if (function(gpu, &n, found.data()) != success) return ids;
        for (unsigned i = 0; i < n && i < most_processes; ++i) ids.push_back(static_cast<int>(found[i].pid));
        return ids;
    }

    NvmlGpu describe(unsigned index) const {
        NvmlGpu gpu;
        gpu.name = "GPU " + std::to_string(index);
        Handle device = nullptr;
        if (const int code = handle(index, &device); code != success) {
            gpu.problem = error_string ? error_string(code) : "NVML error " + std::to_string(code);
            return gpu;
        }
        std::array<char, 128> text{};
        if (name && name(device, text.data(), text.size()) == success) gpu.name = text.data();
        if (uuid && uuid(device, text.data(), text.size()) == success) gpu.uuid = text.data();
        Memory bytes{};
        if (memory && memory(device, &bytes) == success) {
            gpu.memory_total = bytes.total;
            gpu.memory_free = bytes.free;
        }
        Utilisation rates{};
        if (utilisation && utilisation(device, &rates) == success) gpu.utilisation = static_cast<int>(rates.gpu);
        if (processes_v2) gpu.processes = process_ids(processes_v2, device);
        else if (processes_v1) gpu.processes = process_ids(processes_v1, device);
        return gpu;
    }
};

std::optional<Nvml> Nvml::load() {
    auto api = std::make_shared<Api>();
    if (!api->open()) return std::nullopt;
    return Nvml(std::move(api));
}

std::vector<NvmlGpu> Nvml::list() const {
    unsigned n = 0;
    if (api_->count(&n) != success) return {};
    std::vector<NvmlGpu> gpus;
    for (unsigned i = 0; i < n; ++i) gpus.push_back(api_->describe(i));
    return gpus;
}

}  // namespace lathe::device
