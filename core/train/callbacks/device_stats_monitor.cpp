// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/callbacks/device_stats_monitor.h"

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "core/base/numbers.h"
#include "core/train/trainer.h"

namespace lathe::train {

namespace {

constexpr double megabyte = 1 << 20;

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

// Bytes of this process that are in memory.
double resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::string whole;
    std::string resident;
    file >> whole >> resident;
    return parse_number<double>(resident).value_or(0) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

DeviceStatsMonitor::Use DeviceStatsMonitor::use_now() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    timespec wall{};
    ::clock_gettime(CLOCK_MONOTONIC, &wall);
    return {seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
            static_cast<double>(wall.tv_sec) + 1e-9 * static_cast<double>(wall.tv_nsec)};
}

void DeviceStatsMonitor::on_train_start(Trainer& trainer) {
    before_ = use_now();
    if (trainer.device().is_cuda()) inventory_ = device::make_system_inventory(device::TorchCuda::built_in);
}

void DeviceStatsMonitor::on_train_batch_end(Trainer& trainer, const torch::Tensor&, const Batch&, std::int64_t) {
    if (trainer.state().step % trainer.options().log_every_n_steps != 0) return;
    const Use now = use_now();
    const double wall = now.wall_seconds - before_.wall_seconds;
    if (wall > 0) trainer.report("device/cpu_percent", 100 * (now.cpu_seconds - before_.cpu_seconds) / wall);
    before_ = now;
    trainer.report("device/memory_mb", resident_bytes() / megabyte);
    if (!inventory_) return;
    for (const auto& gpu : inventory_->list()) {
        if (gpu.id.gpu != trainer.device().index()) continue;
        trainer.report("device/gpu_percent", gpu.utilisation);
        trainer.report("device/gpu_memory_mb", static_cast<double>(gpu.memory_total - gpu.memory_free) / megabyte);
    }
}

}  // namespace lathe::train
