// SPDX-License-Identifier: GPL-3.0-or-later
// Places in the training where modules and callbacks may act, in the order in which the Trainer visits them.
//
//   setup, configure_model, [weights of a file], [parameters are frozen], configure_optimizers, on_fit_start,
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

// Hooks that do nothing; an implementation overrides those that it needs. What a hook throws ends the training, and the
// hooks that would come next are not called. Batches lie on the trainer's device, with tensors as in Batch; `batch`
// counts from 0 in each epoch. Of several ranks each calls the hooks with its own part of a batch, whose size may be 0.
class Hooks {
  public:
    virtual ~Hooks() = default;

    // First of all, in fit() and prepare(). The module is on its device and the number of batches is known; optimizers
    // and the weights of a file are not there yet, and nothing is frozen. Options that do not fit may be refused here
    // with a TrainError.
    virtual void setup(Trainer&) {}
    // Weights, optimizers and schedules are there, and what a checkpoint held has been loaded. Parameters that are made
    // from here on are not trained.
    virtual void on_fit_start(Trainer&) {}
    // Before some validation batches are tried. The check is left out on a resume, without validation data and where
    // train.num_sanity_val_steps is 0. Until it ends Trainer::sanity_checking() is true.
    virtual void on_sanity_check_start(Trainer&) {}
    // After them, also when a stop cut them short. Their values are not recorded; random generators are put back next.
    virtual void on_sanity_check_end(Trainer&) {}
    // Once, before the first batch, also of a training that goes on from a checkpoint.
    virtual void on_train_start(Trainer&) {}
    // Before the first batch of each epoch; not when a resume goes on within an epoch. Trainer::state().epoch is the
    // number of this epoch, from 0.
    virtual void on_train_epoch_start(Trainer&) {}
    // Before training_step, in training mode. While batches accumulate, the gradients of earlier ones are still there.
    virtual void on_train_batch_start(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    // After training_step, before the gradients of the last optimizer step are dropped: only for the first batch of
    // those that share a step.
    virtual void on_before_zero_grad(Trainer&) {}
    // The loss is a scalar with its graph, divided by the number of batches that share a step, and not yet scaled for
    // 16-mixed. A rank without samples of the batch is not called.
    virtual void on_before_backward(Trainer&, const torch::Tensor& /*loss*/) {}
    // After each batch's backward pass. Gradients are those of all ranks only where a step follows, and still scaled
    // where the precision is 16-mixed.
    virtual void on_after_backward(Trainer&) {}
    // Only for batches on which a step falls. Gradients are whole, no longer scaled, and not clipped yet: they may be
    // looked at and changed in place. In 16-mixed the step is left out when one is not finite. Called once a step, also
    // where an optimizer computes the loss several times (the hooks around the backward pass are called each time).
    virtual void on_before_optimizer_step(Trainer&) {}
    // The loss is a scalar of this rank's part of the batch, not divided by the accumulation. A step that fell on the
    // batch is made, counted in Trainer::state().step and followed by the schedule; state().batch is still this batch.
    virtual void on_train_batch_end(Trainer&, const torch::Tensor& /*loss*/, const Batch&, std::int64_t /*batch*/) {}
    // After the epoch's last batch and its validation. Trainer::metrics() holds the values of the epoch, and
    // state().epoch is still this epoch. What the module logs here is recorded with the epoch.
    virtual void on_train_epoch_end(Trainer&) {}
    // The training has reached its end, or ended early on request. Not called when it was stopped from outside.
    virtual void on_train_end(Trainer&) {}
    // Directly after on_train_end.
    virtual void on_fit_end(Trainer&) {}
    // Last of all in fit(), also when it was stopped from outside; not after an exception, and not after prepare().
    virtual void teardown(Trainer&) {}
    // fit() is about to throw on: std::current_exception() is the reason. A hook that throws here hides it.
    virtual void on_exception(Trainer&) {}

    // The validation begins. From here to on_validation_epoch_end the module is in evaluation mode and no gradients are
    // computed.
    virtual void on_validation_start(Trainer&) {}
    // Directly after it, before the first batch: sums over the whole set begin here.
    virtual void on_validation_epoch_start(Trainer&) {}
    // Before validation_step.
    virtual void on_validation_batch_start(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    // After validation_step; outputs are not handed over, the module keeps what it needs.
    virtual void on_validation_batch_end(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    // All batches are done: values of the whole set are logged here. Not called when the validation was stopped.
    virtual void on_validation_epoch_end(Trainer&) {}
    // The module is back in the mode that it had, and Trainer::metrics() holds the values (not in the sanity check). A
    // callback may request a stop, or keep a checkpoint. Not called when the validation was stopped.
    virtual void on_validation_end(Trainer&) {}

    // The test begins: evaluation mode and no gradients until on_test_epoch_end. A test calls neither setup nor
    // teardown.
    virtual void on_test_start(Trainer&) {}
    // Directly after it, before the first batch.
    virtual void on_test_epoch_start(Trainer&) {}
    // Before test_step.
    virtual void on_test_batch_start(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    // After test_step.
    virtual void on_test_batch_end(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    // All batches are done: values of the whole set are logged here. Not called when the test was stopped.
    virtual void on_test_epoch_end(Trainer&) {}
    // Trainer::metrics() holds the values of the test. Not called when it was stopped.
    virtual void on_test_end(Trainer&) {}

    // A prediction begins: evaluation mode and no gradients until on_predict_epoch_end. It calls neither setup nor
    // teardown.
    virtual void on_predict_start(Trainer&) {}
    // Directly after it, before the first batch.
    virtual void on_predict_epoch_start(Trainer&) {}
    // Before predict_step.
    virtual void on_predict_batch_start(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    // After predict_step, whose answers the Trainer has copied to the CPU.
    virtual void on_predict_batch_end(Trainer&, const Batch&, std::int64_t /*batch*/) {}
    // All batches are done. Not called when the prediction was stopped.
    virtual void on_predict_epoch_end(Trainer&) {}
    // The module is back in the mode that it had. Not called when the prediction was stopped.
    virtual void on_predict_end(Trainer&) {}

    // Adds to the state what must outlive a stop; names begin with the callback's own. Of several ranks only the first
    // is called.
    virtual void on_save_checkpoint(Trainer&, State&) {}
    // Takes back what on_save_checkpoint gave, before on_fit_start, on all ranks. An older checkpoint may not hold it;
    // that of another trial may hold it, too.
    virtual void on_load_checkpoint(Trainer&, const State&) {}
};

// An addition to the training that is no part of the module; the Trainer shares in owning it.
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
