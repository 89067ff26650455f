// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optim/scheduler.h"

#include <functional>
#include <map>

#include "core/train/error.h"
#include "core/train/optim/curves.h"
#include "core/train/optim/plateau.h"
#include "core/train/plugin/part_uses.h"
#include "core/train/plugin/plugins.h"

namespace lathe::train {

namespace {

// A learning rate that depends on time alone.
class Curve : public Scheduler {
  public:
    using Function = std::function<double(double base, std::int64_t t)>;

    Curve(Function function, Interval each, std::int64_t every) : function_(std::move(function)) {
        interval = each;
        frequency = every;
    }
    double lr(double base) const override { return function_(base, t_); }
    void advance(double) override { ++t_; }
    Json state() const override { return {{"t", t_}}; }
    void set_state(const Json& state) override { t_ = state.at("t").get<std::int64_t>(); }

  protected:
    std::int64_t time() const { return t_; }

  private:
    Function function_;
    std::int64_t t_ = 0;
};

using MadeScheduler = std::unique_ptr<Scheduler>;
using SchedulerFactory = MadeScheduler (*)(const config::Value&, std::int64_t);

template <class Options, double (*curve)(const Options&, double, std::int64_t)>
MadeScheduler make_interval(const config::Value& config, std::int64_t) {
    const auto o = read<Options>(config);
    return std::make_unique<Curve>([o](double base, std::int64_t t) { return curve(o, base, t); },
                                   o.interval == "step" ? Interval::step : Interval::epoch, o.frequency);
}

// A schedule that ends with the training has to know when that is.
void require_length(std::int64_t total, const char* option) {
    if (total > 0) return;
    throw TrainError("the schedule ends with the training, and only train.max_time ends that: its steps are not known",
                     std::string("give ") + option + ", train.epochs or train.max_steps", option);
}

MadeScheduler make_cosine(const config::Value& config, std::int64_t total) {
    const auto o = read<CosineOptions>(config);
    if (!o.t_max) require_length(total, "sched.t_max");
    return std::make_unique<Curve>([o, total](double base, std::int64_t t) { return cosine_lr(o, base, t, total); },
                                   Interval::step, 1);
}

class OneCycle : public Curve {
  public:
    OneCycle(const OneCycleOptions& options, std::int64_t total)
        : Curve([options, total](double, std::int64_t t) { return one_cycle_lr(options, t, total); }, Interval::step,
                1),
          options_(options),
          total_(total) {}
    bool sets_rate() const override { return true; }
    std::optional<double> momentum() const override {
        if (!options_.cycle_momentum) return std::nullopt;
        return one_cycle_momentum(options_, time(), total_);
    }

  private:
    OneCycleOptions options_;
    std::int64_t total_;
};

MadeScheduler make_one_cycle(const config::Value& config, std::int64_t total) {
    const auto o = read<OneCycleOptions>(config);
    if (!o.total_steps) require_length(total, "sched.total_steps");
    return std::make_unique<OneCycle>(o, total);
}

const std::map<std::string, SchedulerFactory>& scheduler_factories() {
    static const std::map<std::string, SchedulerFactory> table{
        {"none", [](const config::Value&, std::int64_t) { return MadeScheduler(); }},
        {"step", make_interval<StepOptions, step_lr>},
        {"multi_step", make_interval<MultiStepOptions, multi_step_lr>},
        {"exponential", make_interval<ExponentialOptions, exponential_lr>},
        {"cosine", make_cosine},
        {"one_cycle", make_one_cycle},
        {"plateau",
         [](const config::Value& c, std::int64_t) -> MadeScheduler {
             return std::make_unique<Plateau>(read<PlateauOptions>(c));
         }},
    };
    return table;
}

}  // namespace

MadeScheduler make_scheduler(const config::Value& config, std::int64_t total_steps) {
    PartUses::note(PluginPart::scheduler);
    const std::string name = config.string_or("sched.name", "none");
    const auto found = scheduler_factories().find(name);
    if (found == scheduler_factories().end()) {
        if (auto plugged = make_plugged_scheduler(config, total_steps)) return plugged;
        throw TrainError("there is no schedule \"" + name + "\"", "name the plug-in that has it in `plugins`",
                         "sched.name");
    }
    return found->second(config, total_steps);
}

std::vector<std::string> scheduler_names() {
    std::vector<std::string> names;
    for (const auto& [name, factory] : scheduler_factories()) names.push_back(name);
    return names;
}

}  // namespace lathe::train
