// SPDX-License-Identifier: GPL-3.0-or-later
// The training loop: batches, optimizer steps, validation, checkpoints, logging, in the order of hooks.h.
//
// One Trainer runs one trial, on that trial's thread. Of several ranks each has a Trainer, and all go through the same
// hooks: their metrics, and what rank 0 decides, are the same. Research code lives in the Module, additions in
// Callbacks; the parts of the loop in core/train/loop.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/run/trial_body.h"
#include "core/train/environment.h"
#include "core/train/hooks.h"
#include "core/train/logbook.h"
#include "core/train/loop/accumulation.h"
#include "core/train/loop/checkpointing.h"
#include "core/train/loop/evaluation_loop.h"
#include "core/train/loop/hook_dispatcher.h"
#include "core/train/loop/interruption.h"
#include "core/train/loop/loaders.h"
#include "core/train/loop/loop_state.h"
#include "core/train/loop/loss_guard.h"
#include "core/train/loop/manual_optimization.h"
#include "core/train/loop/metric_log.h"
#include "core/train/loop/optimization_step.h"
#include "core/train/loop/optimizer_set.h"
#include "core/train/loop/progress_report.h"
#include "core/train/loop/training_limits.h"
#include "core/train/loop/validation_schedule.h"
#include "core/train/parallel/gradient_reducer.h"
#include "core/train/parallel/rank_group.h"
#include "core/train/profiler.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

class Module;

// Trains, validates, tests and predicts with a Module. What the accessors give belongs to the trainer and is valid
// while it lives.
class Trainer {
  public:
    // Callbacks are called in the order given, those that monitor after the module. TrainError: limits or an
    // accumulation that cannot be kept.
    Trainer(const TrainerOptions& options, Environment environment,
            std::vector<std::shared_ptr<Callback>> callbacks = {});
    ~Trainer();
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    // Where fit() begins.
    enum class Begin : std::uint8_t {
        anew,
        resumed  // from the newest good checkpoint of the folder; anew when there is none
    };
    // Trains. Throws TrainError and what the module throws. The module's parameters must have been made; it is moved to
    // the device.
    run::TrialEnding fit(Module& module, const DataSets& data, Begin begin = Begin::anew);
    // All that fit() does before the first batch: what does not fit together is thrown here.
    void prepare(Module& module, const DataSets& data);
    // Evaluates the whole of data.val: the metrics by name. nullopt: stopped, or there is nothing to evaluate.
    std::optional<Metrics> validate(Module& module, const DataSets& data);
    // Evaluates data.test, with test_step. nullopt: stopped, or there is nothing to evaluate.
    std::optional<Metrics> test(Module& module, const DataSets& data);
    // What predict_step gives for each batch, on the CPU. Stopped, it is shorter.
    std::vector<torch::Tensor> predict(Module& module, const std::shared_ptr<const Dataset>& data);

    // The options, as train.fast_dev_run has changed them.
    const TrainerOptions& options() const { return options_; }
    // The ranks that train together, maybe this one alone.
    const RankGroup& ranks() const { return ranks_; }
    // How far the training is: epochs, batches and steps that are done. Within the hooks of a batch it is not counted.
    const LoopState& state() const { return state_; }
    // The device of weights and batches.
    torch::Device device() const { return environment_.device; }
    // The trial's folder; empty: nothing is written.
    const std::filesystem::path& folder() const { return environment_.folder; }
    // The module of the newest call of fit(), prepare(), validate(), test() or predict(); only after one.
    Module& module() const { return *module_; }
    // Whether the validation that runs is the check before the training, whose values do not count.
    bool sanity_checking() const { return sanity_checking_; }
    // Optimizer steps of the whole training as its limits have it; nullopt: only time ends it.
    std::optional<std::int64_t> total_steps() const { return limits_.total_steps(batches_per_epoch(), accumulation_); }
    // The most epochs that are trained; TrainingLimits::no_limit where epochs do not end the training.
    std::int64_t max_epochs() const { return limits_.max_epochs(); }
    // Batches of one validation; 0: there is none.
    std::int64_t validation_batches() const { return loaders_.val_batches(); }
    // Batches of the test of these data, as train.limit_test_batches has it; 0: there is no test.
    std::int64_t test_batches(const DataSets& data) const;
    // The metrics that callbacks report.
    std::vector<std::string> callback_metrics() const { return hooks_.metric_names(); }
    // Whether a validation falls into the training before its limits end it.
    bool validates() const;
    // Training batches of one epoch; the same on all ranks.
    std::int64_t batches_per_epoch() const { return loaders_.train_batches(); }
    // Whether the batch that runs, or ran last, is the last one of the training as its limits have it.
    bool is_last_batch() const { return limits_.is_last_batch(state_after_batch(), batches_per_epoch()); }

    // What configure_optimizers gave; there from on_fit_start on.
    OptimizerSet& optimizers() { return optimizers_; }
    // The first optimizer. Throws std::out_of_range when there is none.
    torch::optim::Optimizer& optimizer() const { return optimizers_.optimizer(); }
    // Learning rate of the first optimizer's first parameter group, now; 0: there is no optimizer.
    double lr() const { return optimizers_.lr(); }
    // The same before any schedule.
    double base_lr() const { return optimizers_.base_lr(); }
    // Another schedule, from now on, over the learning rates that the optimizer started with.
    void replace_schedule(std::unique_ptr<Scheduler> schedule) { optimizers_.replace_schedule(std::move(schedule)); }
    // For reading alone.
    const OptimizerSet& optimizers() const { return optimizers_; }

    // Shows `look` every batch of one training epoch (with its augmentation), in order, as this rank has them; for what
    // looks at the data but does not train. False: stopped.
    bool for_each_training_batch(const std::function<void(const Batch&)>& look);
    // Where histograms and pictures go; may be null.
    run::MetricSink* metric_sink() const { return metrics_.sink(); }
    // The newest value of everything logged, by name.
    const Metrics& metrics() const { return metrics_.newest(); }
    // Records a value at the current step. A name has one value a step in the record: the first of two is kept.
    void report(const std::string& metric, double value) { metrics_.report(metric, state_.step, value); }
    // Adds a line to the trial's log.txt, without a line break.
    void log_line(const std::string& line) { metrics_.line(line); }
    // The same for each line of a text.
    void log_lines(const std::string& text) { metrics_.lines(text); }

    // Ends the training after this batch, once min_epochs and min_steps are met. The first reason counts. Of several
    // ranks, what the first one requests counts for all.
    void request_stop(const std::string& reason) { state_.request_stop(reason); }
    // Writes all that a resume needs; atomically. All ranks call it, and the first writes. Leaves it when the record
    // that it stands on cannot be written.
    void save_checkpoint(const std::filesystem::path& path);

  private:
    void attach(Module& module);
    void go_on_from(Checkpointing::Start& start);
    void set_up(Module& module, const DataSets& data, const State* checkpoint);
    Checkpointing checkpointing();
    EpochBatches epoch_batches() const { return {options_.batch_size * ranks_.size(), batches_per_epoch()}; }
    std::filesystem::path checkpoint_folder() const { return folder() / "checkpoints"; }

    bool sanity_check();
    bool fit_epochs();
    bool train_batches();
    void train_batch();
    void step_is_over();
    void finish_epoch();
    void log_epoch();
    bool run_validation();
    std::optional<Metrics> evaluate_alone(Module& module, const std::shared_ptr<const Dataset>& data,
                                          std::int64_t batch_size, const char* limit_key, const config::Value& limit,
                                          const EvaluationKind& kind);

    bool interrupted();
    // Where the word before the next batch would come too late.
    void agree_on_stop() { state_.stop_requested = ranks_.share(state_.stop_requested); }
    bool is_over() const;
    LoopState state_after_batch() const;
    bool validation_falls_after(std::int64_t batch) const;
    void report_all(const Metrics& values) { metrics_.report_all(values, state_.step); }
    void write_step_metrics();

    TrainerOptions options_;
    Environment environment_;
    const RankGroup alone_;
    const RankGroup& ranks_;
    std::unique_ptr<Profiler> profiler_;  // null: nobody asked for one
    HookDispatcher hooks_;
    Logbook logbook_;
    MetricLog metrics_;
    Interruption interruption_;
    ProgressReport progress_;
    TrainingLimits limits_;
    Accumulation accumulation_;
    LossGuard loss_guard_;
    OptimizationStep step_;
    ManualOptimization manual_;
    EvaluationLoop evaluation_;

    // Of the training that runs.
    Module* module_ = nullptr;
    LoopState state_;
    Loaders loaders_;
    std::optional<ValidationSchedule> validation_;
    OptimizerSet optimizers_;
    std::unique_ptr<GradientReducer> reducer_;  // null: this rank is alone
    config::Value fitted_;                      // of the data
    std::chrono::milliseconds logged_epoch_{};  // how long had been trained when the last epoch's line was written
    bool validated_ = false;                    // since that line
    bool sanity_checking_ = false;
    bool in_batch_ = false;
    double step_lr_ = 0;  // that the last optimizer step used
};

}  // namespace lathe::train
