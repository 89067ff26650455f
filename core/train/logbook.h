// SPDX-License-Identifier: GPL-3.0-or-later
// What modules log, kept on the device until it is due: reading a value each step would stall a GPU.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/train/log_options.h"
#include "core/train/tensor.h"

namespace lathe::train {

struct State;

class RankGroup;

class Logbook {
  public:
    // Whose values are put together, each with its weight; it outlives the logbook. Null: there is one rank.
    explicit Logbook(const RankGroup* ranks = nullptr) : ranks_(ranks) {}

    // Values from now on come from training batches.
    void begin_training() { phase_ = Phase::batch; }
    // Values from now on come from hooks of the training epoch.
    void begin_epoch_hooks() { phase_ = Phase::epoch; }
    // Values from now on come from an evaluation that begins; those of the last one are forgotten. take_evaluation()
    // goes back to what was before.
    void begin_evaluation();
    // Sets how many samples the values of this batch count for; 0: this rank has no part of the batch, and logs nothing
    // of it.
    void set_batch_size(std::int64_t size);

    // Logs a value: a scalar on any device, taken without its graph. Where a value is kept for step and epoch both,
    // names end in _step and _epoch; where nothing is said, batches log by step, hooks and evaluations by epoch.
    void log(const std::string& name, const torch::Tensor& value, const LogOptions& options);

    // The functions below are called on all ranks together, and give the same on each.

    // The newest on_step values of the training; reads the device.
    std::map<std::string, double> step_values() const;
    // The reduced values of the training epoch, which is over.
    std::map<std::string, double> take_train_epoch();
    // The reduced values of the evaluation, which is over.
    std::map<std::string, double> take_evaluation();

    // Writes the training epoch so far, for checkpoints within it; of several ranks, rank 0 goes on with all of it.
    void save(State& state) const;
    // Goes on from what save() has written. TrainError: a tensor is not there.
    void load(const State& state);

  private:
    struct Sum {
        Reduce reduce = Reduce::mean;
        double weight = 0;
        torch::Tensor value;  // double scalar on the device; of a step as it was logged
    };
    using Sums = std::map<std::string, Sum>;
    static void add(Sum& to, const torch::Tensor& value, double weight);
    Sums over_all_ranks(const Sums& own) const;
    std::map<std::string, double> means_of(const Sums& own) const;
    std::map<std::string, double> newest_of(const Sums& steps) const;
    enum class Phase : std::uint8_t { batch, epoch, evaluation };

    const RankGroup* ranks_;
    Phase phase_ = Phase::batch;
    Phase before_evaluation_ = Phase::batch;
    std::int64_t batch_size_ = 1;
    Sums steps_;             // of the training's newest batch
    Sums evaluation_steps_;  // the last batch's, where on_step was asked for
    Sums train_;
    Sums evaluation_;
};

}  // namespace lathe::train
