// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the training loop put together without the loop, on a module of two numbers: loss = (a x + b)^2, from a
// = 1 and b = 2. No torch and no Qt here.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/train/loop/loop_state.h"
#include "core/train/trainer_options.h"

namespace lathe::test {

// Halves the learning rate each time it advances.
struct Halving {
    enum class Every { never, step, epoch } every = Every::never;
    std::int64_t frequency = 1;
    std::string monitor;  // of a metric, at epochs
};

struct OptimizerChoice {
    std::string name = "SGD";  // or Adam, LBFGS
    double lr = 0.1;
    std::string parameters = "ab";
    Halving schedule;
};

using Weights = std::pair<double, double>;  // a, b

struct StepProbe {
    train::TrainerOptions options;
    std::vector<double> x;  // one sample a batch, all of one epoch
    std::vector<OptimizerChoice> optimizers{OptimizerChoice()};
    bool module_gives_two_losses = false;
};
struct StepTrace {
    std::vector<std::string> calls;  // of hooks around the gradients, and "step" where the weights have changed
    std::vector<bool> stepped;       // by each batch
    std::vector<double> losses;
    std::vector<Weights> weights;  // after each batch
    std::string error;
};
StepTrace run_steps(const StepProbe& probe);

// What is left of gradients of these sizes; `by`: norm or value. A parameter without a gradient is among them.
std::vector<double> clip(double limit, const std::string& by, const std::vector<double>& gradients);

// The factor of a gradient scaler after each event: 'g' a step with good gradients, 'b' one with bad ones. `reloads`:
// it is saved and another one loaded after each.
std::vector<double> scaler_factors(const std::string& events, bool reloads);
// What a new scaler makes of a loss in 16 bits.
double scaled(double loss);
// Gradients that a new scaler leaves of these, each of a parameter; empty: the step must not be made.
std::vector<double> unscale(const std::vector<double>& gradients);

// Learning rates of each optimizer: at the start, then after each event: 's' a step, 'b' an epoch's last batch, 'e' an
// epoch with `metrics`. An error ends it.
struct ScheduleTrace {
    std::vector<std::vector<double>> lr;
    std::string error;
};
ScheduleTrace follow_schedules(const std::vector<OptimizerChoice>& optimizers, const std::string& events,
                               const std::map<std::string, double>& metrics = {});

// Trains some steps, saves, and goes on in another training from the bytes of the checkpoint.
struct CheckpointProbe {
    enum class How {
        resume,
        resume_old,  // from what format 1 would have held
        begin_from   // another trial's
    };
    How how = How::resume;
    std::vector<OptimizerChoice> before{OptimizerChoice()};
    std::vector<OptimizerChoice> after{OptimizerChoice()};
    bool within_accumulation = false;  // of three batches, after the first
    // Changes `format` in the file; 0: leaves it.
    int format = 0;
};
struct CheckpointTrace {
    std::vector<Weights> whole;      // of a training that was not interrupted, after each later batch
    std::vector<Weights> continued;  // the same of the one that goes on
    train::LoopState loop;           // as loaded
    std::map<std::string, double> metrics;
    double lr = 0;  // as loaded
    std::vector<std::string> calls;
    std::string error;
};
CheckpointTrace save_and_go_on(const CheckpointProbe& probe);

// Calls of a dispatcher with two callbacks "one" and "two", a monitor between them, and a module.
std::vector<std::string> dispatch(const std::string& what);  // train_start, halves, save, after_epoch, without_module

// An evaluation of `batches` out of `samples` in batches of two; interrupted after batch number `stop_after` (0:
// never).
struct EvaluationTrace {
    bool whole = false;
    std::map<std::string, double> values;
    std::vector<std::string> calls;
    bool was_training = false;  // the module, within
    bool is_training = false;   // the module, afterwards
    bool grad_mode = false;     // within
};
EvaluationTrace evaluate(const std::vector<double>& samples, std::int64_t batches, int stop_after = 0);

// What the guard says of this loss at step 3 of epoch 1; empty: nothing.
std::string guard(double loss, bool accept = false);

}  // namespace lathe::test
