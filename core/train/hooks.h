// SPDX-License-Identifier: GPL-3.0-or-later
// Places in the training where modules and callbacks may act, in the order in which the Trainer visits them.
//
//   setup, configure_model, [weights of a checkpoint], configure_optimizers, on_fit_start,
//   [sanity check: the validation hooks], on_train_start,
//   each epoch: on_train_epoch_start,
//     each batch: on_train_batch_start, (training_step), on_before_zero_grad, on_before_backward, on_after_backward,
//                 on_before_optimizer_step, (clip, step, schedule), on_train_batch_end
//     validation: on_validation_start, on_validation_epoch_start, each batch: on_validation_batch_start,
//                 on_validation_batch_end; on_validation_epoch_end, on_validation_end
//     (the validation falls inside the epoch), on_train_epoch_end
//   on_train_end, on_fit_end, teardown; on_exception when something is thrown.
//   Test and prediction have hooks like those of the validation.
//
// Callbacks come before the module, those that monitor (checkpoints) after it. All on the trial's thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/train/data/dataset.h"

namespace lathe::train {

class Trainer;
struct State;

class Hooks {
  public:
    virtual ~Hooks() = default;

    virtual void setup(Trainer&) {}
    virtual void on_fit_start(Trainer&) {}
    virtual void on_sanity_check_start(Trainer&) {}
    virtual void on_sanity_check_end(Trainer&) {}
    virtual void on_train_start(Trainer&) {}
    virtual void on_train_epoch_start(Trainer&) {}
    virtual void on_train_batch_start(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    virtual void on_before_zero_grad(Trainer&) {}
    virtual void on_before_backward(Trainer&, const torch::Tensor& /*loss*/) {}
    virtual void on_after_backward(Trainer&) {}
    virtual void on_before_optimizer_step(Trainer&) {}
    virtual void on_train_batch_end(Trainer&, const torch::Tensor& /*loss*/, const Batch&, std::int64_t /*batch*/) {}
    virtual void on_train_epoch_end(Trainer&) {}
    virtual void on_train_end(Trainer&) {}
    virtual void on_fit_end(Trainer&) {}
    virtual void teardown(Trainer&) {}
    virtual void on_exception(Trainer&) {}

    virtual void on_validation_start(Trainer&) {}
    virtual void on_validation_epoch_start(Trainer&) {}
    virtual void on_validation_batch_start(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    virtual void on_validation_batch_end(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    virtual void on_validation_epoch_end(Trainer&) {}
    virtual void on_validation_end(Trainer&) {}

    virtual void on_test_start(Trainer&) {}
    virtual void on_test_epoch_start(Trainer&) {}
    virtual void on_test_batch_start(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    virtual void on_test_batch_end(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    virtual void on_test_epoch_end(Trainer&) {}
    virtual void on_test_end(Trainer&) {}

    virtual void on_predict_start(Trainer&) {}
    virtual void on_predict_epoch_start(Trainer&) {}
    virtual void on_predict_batch_start(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    virtual void on_predict_batch_end(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    virtual void on_predict_epoch_end(Trainer&) {}
    virtual void on_predict_end(Trainer&) {}

    // What must outlive a stop. Names in the state begin with the callback's own.
    virtual void on_save_checkpoint(Trainer&, State&) {}
    virtual void on_load_checkpoint(Trainer&, const State&) {}
};

class Callback : public Hooks {
  public:
    // The metrics that it reports itself.
    virtual std::vector<std::string> metric_names() const { return {}; }
    // Runs after the module and the other callbacks, because it keeps what they leave behind.
    virtual bool monitors() const { return false; }
    // The epoch has been counted: a checkpoint written here goes on with the next one.
    virtual void after_epoch(Trainer&) {}
};

}  // namespace lathe::train
