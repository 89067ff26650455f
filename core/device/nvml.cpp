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
    int (*temperature)(Handle, unsigned, unsigned*) = nullptr;
    int (*power)(Handle, unsigned*) = nullptr;
    int (*energy)(Handle, unsigned long long*) = nullptr;
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
        look_up(temperature, "nvmlDeviceGetTemperature");
        look_up(power, "nvmlDeviceGetPowerUsage");
        look_up(energy, "nvmlDeviceGetTotalEnergyConsumption");
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

    GpuUsage usage(unsigned index) const {
        GpuUsage usage;
        Handle device = nullptr;
        if (handle(index, &device) != success) return usage;
        Utilisation rates{};
        if (utilisation && utilisation(device, &rates) == success) usage.utilisation = static_cast<int>(rates.gpu);
        Memory bytes{};
        if (memory && memory(device, &bytes) == success) usage.memory_used = bytes.used;
        constexpr unsigned of_the_chip = 0;  // NVML_TEMPERATURE_GPU
        unsigned degrees = 0, milliwatts = 0;
        unsigned long long millijoules = 0;
        if (temperature && temperature(device, of_the_chip, &degrees) == success)
            usage.temperature = static_cast<int>(degrees);
        if (power && power(device, &milliwatts) == success) usage.power = milliwatts / 1000.0;
        if (energy && energy(device, &millijoules) == success) usage.energy = static_cast<double>(millijoules) / 1000;
        return usage;
    }

    std::string uuid_of(unsigned index) const {
        std::array<char, 128> text{};
        Handle device = nullptr;
        const bool known =
            uuid && handle(index, &device) == success && uuid(device, text.data(), text.size()) == success;
        return known ? text.data() : "";
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

std::vector<std::string> Nvml::uuids() const {
    unsigned n = 0;
    if (api_->count(&n) != success) return {};
    std::vector<std::string> uuids;
    for (unsigned i = 0; i < n; ++i) uuids.push_back(api_->uuid_of(i));
    return uuids;
}

GpuUsage Nvml::usage(int position) const {
    return api_->usage(static_cast<unsigned>(position));
}

}  // namespace lathe::device
