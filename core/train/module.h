// Research code: what is computed for a batch, what is logged, which optimizers. The Trainer does the rest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <torch/nn/module.h>

#include "core/train/data/dataset.h"
#include "core/train/hooks.h"
#include "core/train/log_options.h"

namespace lathe::train {

class Logbook;
class OptimizerSet;  // core/train/loop/optimizer_set.h, for those who implement configure_optimizers()

class Module : public torch::nn::Module, public Hooks {
  public:
    // Makes what the constructor could not; before weights are loaded and the optimizers are made.
    virtual void configure_model() {}
    // The loss to minimise, a scalar. `batch` counts from 0 in each epoch.
    virtual torch::Tensor training_step(const Batch& data, std::int64_t batch) = 0;
    virtual void validation_step(const Batch& data, std::int64_t batch) = 0;
    virtual void test_step(const Batch& data, std::int64_t batch) = 0;
    virtual torch::Tensor predict_step(const Batch& data, std::int64_t batch) = 0;
    // `return Optimization{optimizer, schedule};`, or a list of them: they step together, on the same loss.
    // `total_steps`: optimizer steps of the whole training, for schedules that end with it; 0: unknown.
    virtual OptimizerSet configure_optimizers(std::int64_t total_steps) = 0;

    // What an evaluation reports, each name without its val_ or test_: {"loss", "acc"}. nullopt: only running it tells.
    // Who waits for another metric (the objective, a monitor) is refused before the training.
    virtual std::optional<std::vector<std::string>> evaluation_metrics() const { return std::nullopt; }

    // The same of the training beside train_loss, with their whole names: {"train_acc"}.
    virtual std::vector<std::string> training_metrics() const { return {}; }

    // What a person should know before the training; a sentence each.
    virtual std::vector<std::string> notes() const { return {}; }

    void attach(Logbook* logbook) { logbook_ = logbook; }

  protected:
    // Records a scalar that stays on the device until it is written. See LogOptions for when that is.
    void log(const std::string& name, const torch::Tensor& value, const LogOptions& options = {});

  private:
    Logbook* logbook_ = nullptr;
};

}  // namespace lathe::train
