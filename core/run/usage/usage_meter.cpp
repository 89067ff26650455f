// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/usage/usage_meter.h"

#include <unistd.h>
#include <algorithm>
#include <utility>

namespace lathe::run {

namespace {

constexpr double mebibyte = 1024 * 1024;
constexpr double joules_of_a_watt_hour = 3600;

double grown(std::uint64_t before, std::uint64_t now) {
    return now > before ? static_cast<double>(now - before) : 0;
}

}  // namespace

UsageMeter::UsageMeter(device::UsageSources& sources, Subject subject, const Progress& progress, Clock::time_point now)
    : sources_(sources),
      subject_(std::move(subject)),
      progress_(progress),
      gpus_(sources.positions_of(subject_.devices)),
      prefix_(usage_prefix) {
    if (subject_.rank > 0) prefix_ += "rank" + std::to_string(subject_.rank) + "/";
    last_ = look(now);
}

UsageMeter::Look UsageMeter::look(Clock::time_point now) const {
    Look look;
    look.time = now;
    look.pid = progress_.program.load();
    // A program of somebody's is a tree of processes; Lathe's own training is threads of this process, whose children
    // are other trials'.
    look.process = look.pid > 0 ? sources_.process(look.pid, device::Whose::tree)
                                : sources_.process(::getpid(), device::Whose::one);
    if (subject_.rank == 0) {
        look.machine = sources_.machine();
        look.package_joules = sources_.package_joules();
    }
    for (const int position : gpus_) look.gpus.push_back(sources_.gpu(position));
    look.samples = progress_.samples.load(std::memory_order_relaxed);
    look.step = progress_.step.load(std::memory_order_relaxed);
    return look;
}

UsageReadings UsageMeter::read(Clock::time_point time) {
    readings_.clear();
    Look now = look(time);
    const double seconds = std::chrono::duration<double>(now.time - last_.time).count();
    add_process(now, seconds);
    add_machine(now);
    add_gpus(now);
    if (seconds > 0 && now.samples > 0)
        add("samples_per_s", static_cast<double>(std::max<std::int64_t>(0, now.samples - last_.samples)) / seconds);
    else if (seconds > 0 && now.step > 0 && now.pid > 0)
        add("steps_per_s", static_cast<double>(std::max<std::int64_t>(0, now.step - last_.step)) / seconds);
    last_ = std::move(now);
    return std::exchange(readings_, {});
}

void UsageMeter::add_energy(const std::string& name, std::optional<double> before, std::optional<double> now) {
    if (!before || !now) return;
    double& sum = subject_.before[prefix_ + name];
    sum += std::max(0.0, *now - *before) / joules_of_a_watt_hour;
    add(name, sum);
}

void UsageMeter::add_process(const Look& now, double seconds) {
    if (!now.process) return;
    add("memory_mb", static_cast<double>(now.process->resident) / mebibyte);
    if (!last_.process || last_.pid != now.pid || seconds <= 0) return;
    add("cpu_percent", 100 * std::max(0.0, now.process->cpu_seconds - last_.process->cpu_seconds) / seconds);
    if (!now.process->knows_disk || !last_.process->knows_disk) return;
    add("disk_read_mb_per_s", grown(last_.process->read, now.process->read) / mebibyte / seconds);
    add("disk_write_mb_per_s", grown(last_.process->written, now.process->written) / mebibyte / seconds);
}

void UsageMeter::add_machine(const Look& now) {
    if (now.machine) add("machine/memory_mb", static_cast<double>(now.machine->memory_used) / mebibyte);
    if (now.machine && last_.machine && now.machine->all_seconds > last_.machine->all_seconds)
        add("machine/cpu_percent", 100 * std::max(0.0, now.machine->busy_seconds - last_.machine->busy_seconds) /
                                       (now.machine->all_seconds - last_.machine->all_seconds));
    add_energy("machine/energy_wh", last_.package_joules, now.package_joules);
}

void UsageMeter::add_gpus(const Look& now) {
    for (std::size_t i = 0; i < now.gpus.size(); ++i) {
        const device::GpuUsage& gpu = now.gpus[i];
        const std::string name = "gpu" + std::to_string(i) + "/";
        if (gpu.utilisation) add(name + "percent", *gpu.utilisation);
        if (gpu.memory_used) add(name + "memory_mb", static_cast<double>(*gpu.memory_used) / mebibyte);
        if (gpu.temperature) add(name + "temperature_c", *gpu.temperature);
        if (gpu.power) add(name + "power_w", *gpu.power);
        add_energy(name + "energy_wh", i < last_.gpus.size() ? last_.gpus[i].energy : std::nullopt, gpu.energy);
    }
}

}  // namespace lathe::run
