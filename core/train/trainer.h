// The training loop: batches, optimizer steps, validation, checkpoints, logging, in the order of hooks.h.
//
// One Trainer runs one trial, on that trial's thread. Research code lives in the Module, additions in Callbacks.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <typeinfo>
#include <vector>

#include "core/run/trial_body.h"
#include "core/train/data/loader.h"
#include "core/train/hooks.h"
#include "core/train/module.h"
#include "core/train/profiler.h"
#include "core/train/state.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

// What surrounds the training. Pointers may be null and outlive the Trainer.
struct Environment {
    std::filesystem::path folder;  // the trial's; empty: nothing is written
    torch::Device device = torch::kCPU;
    std::stop_token stop;
    run::PauseGate* pause = nullptr;
    run::MetricSink* metrics = nullptr;
    run::ObjectiveSink* objective = nullptr;
    run::Progress* progress = nullptr;
    bool refuse_non_finite = true;  // a loss that is NaN or infinite ends the training with an error
    std::int64_t workers = 0;       // threads that prepare batches ahead
    config::Value config;           // kept in checkpoints
};

// Where the training is: with weights, optimizer, schedule, generators and callbacks, all that a resume needs.
struct LoopState {
    std::int64_t epoch = 0;  // epochs done
    std::int64_t batch = 0;  // batches done in the epoch that runs
    std::int64_t step = 0;   // optimizer steps done
    std::int64_t validations = 0;
    bool validation_due = false;  // the batches before it are done
    bool done = false;            // the training has ended; only the test may be left
    bool stop_requested = false;  // honoured once min_epochs and min_steps are met
    bool stop_now = false;        // the assessor's decision
    std::string stop_reason;
    std::int64_t trained_ms = 0;  // before the last resume
};

enum class End : std::uint8_t { finished, stopped, early_stopped };
using Metrics = std::map<std::string, double>;

// Copies a checkpoint's weights into the module; TrainError tells which tensors and shapes differ.
void load_weights(Module& module, const State& state);

class Trainer {
  public:
    Trainer(TrainerOptions options, Environment environment, std::vector<std::shared_ptr<Callback>> callbacks = {});
    ~Trainer();

    // Trains, from the newest good checkpoint of the folder when `resume` and there is one. Throws TrainError and what
    // the module throws. The module's parameters must have been made; it is moved to the device.
    End fit(Module& module, const DataSets& data, bool resume = false);
    // The epoch means of the whole set. nullopt: stopped, or there is nothing to evaluate.
    std::optional<Metrics> validate(Module& module, const DataSets& data);
    std::optional<Metrics> test(Module& module, const DataSets& data);
    // What predict_step gives for each batch, on the CPU. Stopped, it is shorter.
    std::vector<torch::Tensor> predict(Module& module, const std::shared_ptr<const Dataset>& data);

    const TrainerOptions& options() const { return options_; }
    const LoopState& state() const { return state_; }
    torch::Device device() const { return environment_.device; }
    const std::filesystem::path& folder() const { return environment_.folder; }
    Module& module() const { return *module_; }
    torch::optim::Optimizer& optimizer() const { return *optimization_.optimizer; }
    bool sanity_checking() const { return sanity_checking_; }
    std::int64_t total_steps() const { return total_steps_; }
    std::int64_t max_epochs() const { return max_epochs_; }
    std::int64_t batches_per_epoch() const { return train_batches_; }
    // Learning rate of the first parameter group.
    double lr() const;
    // The one that it started with, before any schedule.
    double base_lr() const { return base_lrs_.empty() ? 0 : base_lrs_.front(); }
    // Whether the batch that runs, or ran last, is the last one of the training as its limits have it.
    bool is_last_batch() const;
    // Batches whose gradients are added up for one step, from the next epoch on.
    std::int64_t accumulation() const { return accumulation_; }
    void set_accumulation(std::int64_t batches) { accumulation_ = batches; }
    // Another schedule, from now on, over the learning rates that the optimizer started with.
    void replace_schedule(std::unique_ptr<Scheduler> schedule);
    // Every batch of one training epoch (with its augmentation), in order; for what looks at the data but does not
    // train.
    void for_each_training_batch(const std::function<void(const Batch&)>& look);
    // Where histograms and pictures go; may be null.
    run::MetricSink* metric_sink() const { return environment_.metrics; }
    // The newest value of everything logged, by name.
    const Metrics& metrics() const { return metrics_; }

    // Ends the training after this batch, once min_epochs and min_steps are met. The first reason counts.
    void request_stop(const std::string& reason);
    // Writes all that a resume needs; atomically. Leaves it when the record that it stands on cannot be written.
    void save_checkpoint(const std::filesystem::path& path);
    // Weights alone, from a checkpoint's state; TrainError tells which tensors and shapes differ.
    void load_weights(const State& state) { train::load_weights(*module_, state); }
    void report(const std::string& metric, double value);
    void log_line(const std::string& line);
    void log_lines(const std::string& text);

  private:
    struct EvaluationHooks;
    using Clock = std::chrono::steady_clock;

    void apply_fast_dev_run();
    void set_up(Module& module, const DataSets& data, const State* checkpoint);
    void set_up_loaders(const DataSets& data);
    void read_limits(std::int64_t batches);
    LoaderOptions loader_options(std::int64_t batch_size) const;
    void load_checkpoint(const State& state);
    struct Start {
        State state;
        bool from_another_trial;
    };
    std::optional<Start> find_checkpoint();
    // Another trial's weights, moments and counters, with the options of this one (population based training).
    void begin_from(const State& other);

    bool sanity_check();
    bool fit_epochs();
    bool fit_epoch();
    bool train_batches();
    void train_batch(Loader& loader);
    torch::Tensor training_step(const Batch& batch);
    void zero_gradients();
    void backward(const torch::Tensor& loss, double part);
    torch::Tensor closure_step(const Batch& batch);
    void step_done();
    void optimizer_step();
    void clip_gradients();
    void advance_schedule(bool epoch_is_over);
    void apply_schedule();
    void finish_epoch();
    bool interrupted();
    bool limits_reached() const;
    bool may_stop_early() const;
    bool validation_falls_after(std::int64_t batch) const;
    void watch_loss(const torch::Tensor& loss);
    void check_watched(double loss);
    void write_step_metrics();
    void update_progress();
    std::int64_t trained_ms() const;

    bool run_validation();
    std::optional<Metrics> evaluate(Loader& loader, std::int64_t limit, const EvaluationHooks& hooks);
    std::optional<Metrics> evaluate_alone(Module& module, const std::shared_ptr<const Dataset>& data,
                                          std::int64_t batch_size, const char* limit_key, const config::Value& limit,
                                          const EvaluationHooks& hooks);
    void to_device(Module& module);

    enum class Who : std::uint8_t { ordinary, module, monitors };

    template <class... P, class... A>
    void call(const char* name, void (Hooks::*hook)(Trainer&, P...), const A&... arguments) {
        for (const Who who : {Who::ordinary, Who::module, Who::monitors}) call_some(who, name, hook, arguments...);
    }
    template <class... P, class... A>
    void call_some(Who who, const char* name, void (Hooks::*hook)(Trainer&, P...), const A&... arguments) {
        if (who == Who::module) return call_one(*module_, name, hook, arguments...);
        for (const auto& callback : callbacks_) {
            if (callback->monitors() == (who == Who::monitors)) call_one(*callback, name, hook, arguments...);
        }
    }
    template <class... P, class... A>
    void call_one(Hooks& hooks, const char* name, void (Hooks::*hook)(Trainer&, P...), const A&... arguments) {
        if (!profiler_) return (hooks.*hook)(*this, arguments...);
        const auto start = Clock::now();
        (hooks.*hook)(*this, arguments...);
        profile(typeid(hooks), name, Clock::now() - start);
    }
    void profile(const std::type_info& type, const char* hook, Clock::duration taken);
    void log_profile();

    TrainerOptions options_;
    Environment environment_;
    std::vector<std::shared_ptr<Callback>> callbacks_;

    Module* module_ = nullptr;
    Optimization optimization_;
    std::vector<double> base_lrs_;  // of each parameter group, before any schedule
    std::unique_ptr<Loader> train_loader_;
    std::unique_ptr<Loader> val_loader_;
    Logbook logbook_;
    LoopState state_;
    Metrics metrics_;
    bool sanity_checking_ = false;
    bool in_batch_ = false;
    double step_lr_ = 0;             // that the last optimizer step used
    std::int64_t accumulation_ = 1;  // batches for one step, in force
    std::unique_ptr<Profiler> profiler_;
    torch::Tensor watched_;

    std::int64_t train_batches_ = 0;
    std::int64_t val_batches_ = 0;
    std::int64_t validation_interval_ = 0;
    std::int64_t max_epochs_ = 0;
    std::int64_t total_steps_ = 0;
    std::optional<std::chrono::milliseconds> max_time_;

    std::map<std::string, std::pair<run::SeriesId, std::int64_t>> series_;  // id, last step written
    Clock::time_point started_;
    Clock::time_point rate_time_;
    std::int64_t rate_step_ = 0;
};

}  // namespace lathe::train
