// SPDX-License-Identifier: GPL-3.0-or-later
// A stand-in for NVIDIA's management library: its GPUs come from LATHE_FAKE_GPUS, one a line,
// "name uuid total free utilisation [pid...]"; a line "lost" is a GPU that the driver refuses. Unset: no driver.
// LATHE_FAKE_GPU_USE: "degrees milliwatts millijoules" of all of them; unset: the driver does not tell these.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string>
#include <vector>

namespace {

std::vector<std::string> lines() {
    std::vector<std::string> out;
    const char* text = std::getenv("LATHE_FAKE_GPUS");
    std::istringstream in(text ? text : "");
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

struct Gpu {
    std::string name, uuid;
    unsigned long long total = 0, free = 0;
    unsigned utilisation = 0;
    std::vector<unsigned> pids;
};

Gpu gpu(void* handle) {
    std::istringstream in(lines()[reinterpret_cast<std::size_t>(handle) - 1]);
    Gpu g;
    in >> g.name >> g.uuid >> g.total >> g.free >> g.utilisation;
    for (unsigned pid = 0; in >> pid;) g.pids.push_back(pid);
    return g;
}

int copy(const std::string& text, char* to, unsigned size) {
    std::snprintf(to, size, "%s", text.c_str());
    return 0;
}

struct Memory {
    unsigned long long total, free, used;
};
struct Process {
    unsigned pid;
    unsigned long long memory;
    unsigned gpu_instance, compute_instance;
};

// The word of LATHE_FAKE_GPU_USE; 3 (NVML_ERROR_NOT_SUPPORTED): there is none.
template <class Number>
int use(int word, Number* number) {
    const char* text = std::getenv("LATHE_FAKE_GPU_USE");
    std::istringstream in(text ? text : "");
    unsigned long long value = 0;
    for (int i = 0; i <= word; ++i)
        if (!(in >> value)) return 3;
    *number = static_cast<Number>(value);
    return 0;
}

}  // namespace

extern "C" {
int nvmlInit_v2() {
    return std::getenv("LATHE_FAKE_GPUS") ? 0 : 9;  // NVML_ERROR_DRIVER_NOT_LOADED
}
int nvmlShutdown() {
    return 0;
}
const char* nvmlErrorString(int code) {
    return code == 15 ? "GPU is lost" : "Unknown Error";
}
int nvmlDeviceGetCount_v2(unsigned* n) {
    *n = static_cast<unsigned>(lines().size());
    return 0;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** handle) {
    if (lines()[index] == "lost") return 15;
    *handle = reinterpret_cast<void*>(static_cast<std::size_t>(index) + 1);
    return 0;
}
int nvmlDeviceGetName(void* handle, char* text, unsigned size) {
    return copy(gpu(handle).name, text, size);
}
int nvmlDeviceGetUUID(void* handle, char* text, unsigned size) {
    return copy(gpu(handle).uuid, text, size);
}
int nvmlDeviceGetMemoryInfo(void* handle, Memory* memory) {
    const Gpu g = gpu(handle);
    *memory = {g.total, g.free, g.total - g.free};
    return 0;
}
int nvmlDeviceGetUtilizationRates(void* handle, unsigned rates[2]) {
    rates[0] = gpu(handle).utilisation;
    rates[1] = 0;
    return 0;
}
int nvmlDeviceGetTemperature(void*, unsigned, unsigned* degrees) {
    return use(0, degrees);
}
int nvmlDeviceGetPowerUsage(void*, unsigned* milliwatts) {
    return use(1, milliwatts);
}
int nvmlDeviceGetTotalEnergyConsumption(void*, unsigned long long* millijoules) {
    return use(2, millijoules);
}
int nvmlDeviceGetComputeRunningProcesses_v3(void* handle, unsigned* n, Process* processes) {
    const Gpu g = gpu(handle);
    for (std::size_t i = 0; i < g.pids.size() && i < *n; ++i) processes[i] = {g.pids[i], 0, 0, 0};
    *n = static_cast<unsigned>(g.pids.size());
    return 0;
}
}
