// SPDX-License-Identifier: GPL-3.0-or-later
// Research code: what is computed for a batch, what is logged, which optimizers. The Trainer does the rest.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <torch/nn/module.h>

#include "core/train/data/dataset.h"
#include "core/train/hooks.h"
#include "core/train/log_options.h"
#include "core/train/plugin/plugin_part.h"

namespace lathe::train {

class Logbook;
class ManualOptimization;
class OptimizerSet;  // core/train/loop/optimizer_set.h, for those who implement configure_optimizers()

// A network with its loss, metrics and optimizers. Called on the trial's thread; names of parameters and buffers are
// those in checkpoints.
class Module : public torch::nn::Module, public Hooks {
  public:
    // Makes what the constructor could not, after Hooks::setup(). Weights (of network.checkpoint or of a checkpoint
    // that is gone on from) are loaded, parameters frozen (params.freeze) and optimizers made after it, so that all of
    // them know what it made.
    virtual void configure_model() {}
    // The loss to minimise, a scalar. `batch` counts from 0 in each epoch.
    virtual torch::Tensor training_step(const Batch& data, std::int64_t batch) = 0;
    // Logs the metrics of a validation batch; in evaluation mode, without gradients. `batch` counts from 0. Not called
    // for a batch of which this rank has no samples.
    virtual void validation_step(const Batch&, std::int64_t /*batch*/) {}
    // The same of a test batch.
    virtual void test_step(const Batch&, std::int64_t /*batch*/) {}
    // The answers for a batch, along the first dimension one for each sample. By default TrainError: this module
    // predicts nothing.
    virtual torch::Tensor predict_step(const Batch& data, std::int64_t batch);
    // `return make_optimization(config, *this, total_steps);` does as the config says
    // (core/train/optim/optimization.h). Others: `return Optimization{optimizer, schedule};`, or OptimizerSet(list of
    // them), which step together, on the same loss. `total_steps`: optimizer steps of the whole training, for schedules
    // that end with it; 0: unknown.
    virtual OptimizerSet configure_optimizers(std::int64_t total_steps) = 0;
    // false: training_step calls optimize() for each optimizer that is to step, and returns a loss only to show it. A
    // batch counts as one step then, and the schedules advance after it. Gradients are clipped as the config says, but
    // neither accumulated over batches, nor summed over several devices, nor scaled for 16-mixed: a config that asks
    // for those is refused.
    virtual bool automatic_optimization() const { return true; }

    // What an evaluation reports, each name without its val_ or test_: {"loss", "acc"}. nullopt: only running it tells.
    // An option that waits for another metric (the objective, a monitor) is refused before the training.
    virtual std::optional<std::vector<std::string>> evaluation_metrics() const { return std::nullopt; }

    // The same of the training beside train_loss, with their whole names: {"train_acc"}.
    virtual std::vector<std::string> training_metrics() const { return {}; }

    // What a person should know before the training; a sentence each.
    virtual std::vector<std::string> notes() const { return {}; }
    // Adds a sentence on what was done to it before the training, such as weights that were loaded.
    void add_note(std::string note) { added_notes_.push_back(std::move(note)); }
    const std::vector<std::string>& added_notes() const { return added_notes_; }  // in the order in which they came
    // The parts of the config that its code has had made so far, see PartUses.
    std::set<PluginPart>& used_parts() { return used_parts_; }
    const std::set<PluginPart>& used_parts() const { return used_parts_; }  // for reading alone

    // Sets where log() writes; called by the Trainer, whose logbook outlives the training. Null: log() does nothing.
    void attach(Logbook* logbook) { logbook_ = logbook; }
    // Sets whose training this is; both may be null.
    void attach(Trainer* trainer, ManualOptimization* optimization) {
        trainer_ = trainer;
        optimization_ = optimization;
    }

  protected:
    // Records one number, which stays on the device until it is written. See LogOptions for when that is. TrainError:
    // several numbers. Nothing happens where nobody keeps a record, as when a trained model predicts.
    void log(const std::string& name, const torch::Tensor& value, const LogOptions& options = {});
    // Records images as one picture, as core/train/image_grid.h takes them. Meant for once an epoch; nothing happens in
    // the check before the training, and where nobody keeps a record.
    void log_images(const std::string& name, const torch::Tensor& images, std::int64_t columns = 0);

    // Where automatic_optimization() is false: one step of the optimizer with this index, on the loss that the function
    // gives, which is given back detached. Only its parameters are trained meanwhile, see ManualOptimization::step.
    torch::Tensor optimize(std::size_t optimizer, const std::function<torch::Tensor()>& loss);

  private:
    Logbook* logbook_ = nullptr;
    Trainer* trainer_ = nullptr;
    ManualOptimization* optimization_ = nullptr;
    std::vector<std::string> added_notes_;
    std::set<PluginPart> used_parts_;
};

}  // namespace lathe::train
