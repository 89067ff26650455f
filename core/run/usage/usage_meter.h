// SPDX-License-Identifier: GPL-3.0-or-later
// What a trial uses of its machine, from one look to the next, as named numbers (docs/file-formats.md lists them).
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/device/usage_sources.h"
#include "core/run/trial_body.h"

namespace lathe::run {

// What their names begin with: "system/cpu_percent", "system/gpu0/power_w", "system/rank1/memory_mb".
inline constexpr const char* usage_prefix = "system/";

// Readings by their names, in the units that the names say.
using UsageReadings = std::vector<std::pair<std::string, double>>;

// One thread at a time.
class UsageMeter {
  public:
    using Clock = std::chrono::steady_clock;

    // Whose use is measured.
    struct Subject {
        std::vector<device::DeviceId> devices;  // of its lease, as this process counts them
        int rank = 0;                           // the others than rank 0 tell nothing of the machine as a whole
        // Sums that go on from an earlier part of the trial (energy), by their whole name.
        std::map<std::string, double> before{};
    };

    // `sources` and `progress` outlive this. What is used counts from now on.
    UsageMeter(device::UsageSources& sources, Subject subject, const Progress& progress, Clock::time_point now);

    // Reads what is used; rates are means since the last call. Of what cannot be known there is nothing.
    UsageReadings read(Clock::time_point now);
    // Leaves the time since the last call out of the rates.
    void skip(Clock::time_point now) { last_ = look(now); }

  private:
    struct Look {
        Clock::time_point time;
        int pid = 0;
        std::optional<device::ProcessUsage> process;
        std::optional<device::MachineUsage> machine;
        std::optional<double> package_joules;
        std::vector<device::GpuUsage> gpus;
        std::int64_t samples = 0;
        std::int64_t step = 0;
    };
    Look look(Clock::time_point now) const;
    void add(const std::string& name, double value) { readings_.emplace_back(prefix_ + name, value); }
    // Watt hours that go on over the parts of a trial.
    void add_energy(const std::string& name, std::optional<double> before, std::optional<double> now);
    void add_process(const Look& now, double seconds);
    void add_machine(const Look& now);
    void add_gpus(const Look& now);

    device::UsageSources& sources_;
    Subject subject_;
    const Progress& progress_;
    std::vector<int> gpus_;  // positions
    std::string prefix_;
    Look last_;
    UsageReadings readings_;
};

}  // namespace lathe::run
