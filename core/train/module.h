// Research code: what is computed for a batch, what is logged, which optimizer. The Trainer does the rest.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <torch/nn/module.h>
#include <torch/optim/optimizer.h>

#include "core/train/data/dataset.h"
#include "core/train/hooks.h"
#include "core/train/logbook.h"
#include "core/train/optim/scheduler.h"

namespace lathe::train {

struct Optimization {
    std::unique_ptr<torch::optim::Optimizer> optimizer;
    std::unique_ptr<Scheduler> scheduler;  // may be empty
    bool needs_closure = false;            // step() computes the loss itself, several times (LBFGS)
};

class Module : public torch::nn::Module, public Hooks {
  public:
    // Makes what the constructor could not; before weights are loaded and the optimizer is made.
    virtual void configure_model() {}
    // The loss to minimise, a scalar. `batch` counts from 0 in each epoch.
    virtual torch::Tensor training_step(const Batch& data, std::int64_t batch) = 0;
    virtual void validation_step(const Batch& data, std::int64_t batch) = 0;
    virtual void test_step(const Batch& data, std::int64_t batch) = 0;
    virtual torch::Tensor predict_step(const Batch& data, std::int64_t batch) = 0;
    // `total_steps`: optimizer steps of the whole training, for schedules that end with it.
    virtual Optimization configure_optimizers(std::int64_t total_steps) = 0;

    void attach(Logbook* logbook) { logbook_ = logbook; }

  protected:
    // Records a scalar that stays on the device until it is written. See LogOptions for when that is.
    void log(const std::string& name, const torch::Tensor& value, const LogOptions& options = {}) {
        logbook_->log(name, value, options);
    }

  private:
    Logbook* logbook_ = nullptr;
};

}  // namespace lathe::train
