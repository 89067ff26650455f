// SPDX-License-Identifier: GPL-3.0-or-later
// Schedules of the learning rate.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/config/value.h"

namespace lathe::train {

// After what a schedule advances: epochs, or steps of the optimizer.
enum class Interval : std::uint8_t { epoch, step };

// Advances after each interval, or every `frequency` of them.
class Scheduler {
  public:
    virtual ~Scheduler() = default;

    // The learning rate now, of a parameter group that started with `base`.
    virtual double lr(double base) const = 0;
    // Whether lr() tends to a rate of its own, whatever `base` is. Of a group with a factor (params.lr_factors) it is
    // asked with the base before the factor then, which is applied to its answer.
    virtual bool sets_rate() const { return false; }
    // The momentum now (of Adam: the first beta); nullopt: the optimizer keeps its own.
    virtual std::optional<double> momentum() const { return std::nullopt; }
    // Goes on by one interval. `metric`: the monitored value (only when monitor() is not empty).
    virtual void advance(double metric) = 0;
    // The name of the metric that the schedule watches; empty when only time decides.
    virtual std::string monitor() const { return {}; }

    // What set_state() needs to go on from here; kept in checkpoints.
    virtual Json state() const = 0;
    // Takes what state() of a schedule with the same options gave. Throws what Json throws when a field is not there.
    virtual void set_state(const Json& state) = 0;

    Interval interval = Interval::epoch;
    std::int64_t frequency = 1;
};

// The schedule of the config's `sched` group; nullptr for "none". `total_steps`: optimizer steps of the whole training;
// 0: unknown, which a schedule that ends with it refuses. Throws TrainError.
std::unique_ptr<Scheduler> make_scheduler(const config::Value& config, std::int64_t total_steps);
// The built-in values of sched.name; without those of plug-ins.
std::vector<std::string> scheduler_names();

}  // namespace lathe::train
