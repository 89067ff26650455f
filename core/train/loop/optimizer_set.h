// SPDX-License-Identifier: GPL-3.0-or-later
// The optimizers of a training, each with its own schedule of the learning rate. Most modules have one.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <torch/optim/optimizer.h>

#include "core/train/optim/scheduler.h"

namespace lathe::train {

struct State;

// An optimizer with its schedule.
struct Optimization {
    std::unique_ptr<torch::optim::Optimizer> optimizer;
    std::unique_ptr<Scheduler> scheduler;  // may be empty
    // step() computes the loss itself, several times. Of LibTorch's LBFGS this is known without being said.
    bool needs_closure = false;
    // Of each parameter group: the factor of params.lr_factors that its learning rate holds already. Empty: the factors
    // of params are not taken, and a config that has some is refused.
    std::vector<double> lr_factors{};
};

// Not thread-safe.
class OptimizerSet {
  public:
    OptimizerSet() = default;
    // One optimizer, as most modules have it. TrainError: there is none, or it has no parameters. A parameter that it
    // has twice, as of a layer that two parts of a network share, stays once.
    // NOLINTNEXTLINE(google-explicit-constructor): `return Optimization{...};` is what most modules write.
    OptimizerSet(Optimization only);
    // The first is the one whose learning rate is recorded. Each as above.
    explicit OptimizerSet(std::vector<Optimization> all);

    // The number of optimizers; 0 before configure_optimizers.
    std::size_t size() const { return all_.size(); }
    // The optimizer with this index, from 0. Throws std::out_of_range when there is none.
    torch::optim::Optimizer& optimizer(std::size_t index = 0) const { return *all_.at(index).optimization.optimizer; }
    // Whether one of them computes the loss itself.
    bool needs_closure() const;
    // Whether one of them has the factors of params.
    bool takes_factors() const;

    // Drops the gradients: the next backward pass then hands over its own instead of adding them to zeros.
    void zero_gradients();
    // Makes one step of each optimizer, with the gradients as they are.
    void step();

    // Learning rate of the first optimizer's first parameter group; 0: there is no optimizer.
    double lr() const;
    // The learning rate that it started with, before any schedule.
    double base_lr() const;
    // What the first optimizer's schedule has made of its learning rates: those of now over those before it; 1: no rate
    // is above 0.
    double scheduled_part() const;
    // The metrics that schedules wait for.
    std::vector<std::string> watched_metrics() const;
    // Another schedule from now on, over the learning rates that the optimizer started with; factors of groups hold.
    void replace_schedule(std::unique_ptr<Scheduler> scheduler, std::size_t index = 0);

    // Advances the schedules by step. `steps`: done by now.
    void step_is_over(std::int64_t steps);
    // Advances the schedules by epoch, on the last batch of an epoch. `epochs`: done by then.
    void last_batch_is_over(std::int64_t epochs);
    // Advances the schedules that watch a metric, when it is known. `epochs`: done by now. TrainError: it is not among
    // the metrics.
    void epoch_is_over(std::int64_t epochs, const std::map<std::string, double>& metrics);

    // Writes what the optimizers keep of each parameter, with their options.
    void save_moments(State& state) const;
    // Reads back what save_moments() wrote, onto the device of the parameters. TrainError: the checkpoint has another
    // number of optimizers, or of their parameters.
    void load_moments(const State& state);
    // Writes where the schedules are.
    void save_schedules(State& state) const;
    // Reads back what save_schedules() wrote, and applies the learning rates. Schedules of which the checkpoint has
    // nothing stay as they are.
    void load_schedules(const State& state);

    // Options of all parameter groups, optimizer by optimizer.
    using GroupOptions = std::vector<std::unique_ptr<torch::optim::OptimizerOptions>>;
    // Copies the options of all groups, before load_moments() overwrites them.
    GroupOptions group_options() const;
    // Puts such copies back; then the schedules apply.
    void set_group_options(GroupOptions options);

  private:
    struct Member {
        Optimization optimization;
        std::vector<double> base_lrs;  // of each parameter group, before any schedule, with its factor

        explicit Member(Optimization made);
        void advance(double metric);
        void apply_schedule();
        double scheduled_lr(std::size_t group) const;
    };
    std::vector<Member> all_;
};

}  // namespace lathe::train
