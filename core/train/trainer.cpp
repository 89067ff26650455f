#include "core/train/trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <c10/util/Type.h>

#include "core/train/error.h"

namespace lathe::train {

Trainer::Trainer(TrainerOptions options, Environment environment, std::vector<std::shared_ptr<Callback>> callbacks)
    : options_(std::move(options)), environment_(std::move(environment)), callbacks_(std::move(callbacks)) {
    if (options_.fast_dev_run > 0) apply_fast_dev_run();
    if (options_.profiler == "simple") profiler_ = std::make_unique<Profiler>();
    accumulation_ = options_.accumulate_grad_batches;
    if (options_.max_time) max_time_ = value_or_throw(parse_max_time(*options_.max_time));
}

Trainer::~Trainer() = default;

// As Lightning: a few batches of each set, one epoch, no checkpoint and no sanity check.
void Trainer::apply_fast_dev_run() {
    const config::Value batches(options_.fast_dev_run);
    options_.limit_train_batches = batches;
    options_.limit_val_batches = batches;
    options_.limit_test_batches = batches;
    options_.limit_predict_batches = batches;
    options_.epochs = 1;
    options_.max_steps = options_.fast_dev_run;
    options_.val_check_interval = config::Value(1.0);
    options_.check_val_every_n_epoch = 1;
    options_.profiler.reset();
    options_.num_sanity_val_steps = 0;
    options_.enable_checkpointing = false;
}

LoaderOptions Trainer::loader_options(std::int64_t batch_size) const {
    LoaderOptions options;
    options.batch_size = batch_size;
    options.seed = static_cast<std::uint64_t>(options_.seed);
    options.device = environment_.device;
    options.workers = environment_.workers;
    options.dtype = options_.precision == "64" ? torch::kFloat64 : torch::kFloat32;
    return options;
}

void Trainer::set_up_loaders(const DataSets& data) {
    const config::Value& overfit = options_.overfit_batches;
    const bool overfits = overfit.is_number() && overfit.as_number() > 0;

    LoaderOptions train = loader_options(options_.batch_size);
    train.shuffle = options_.shuffle && !overfits;
    train.drop_last = options_.drop_last;
    train_loader_ = std::make_unique<Loader>(data.train, train);
    const std::int64_t batches = train_loader_->batches();
    if (batches == 0) {
        throw TrainError("there is no whole training batch of " + std::to_string(options_.batch_size) + " samples",
                         "lower train.batch_size or set train.drop_last to false", "train.batch_size");
    }
    train_batches_ =
        overfits ? value_or_throw(batch_limit("train.overfit_batches", overfit, batches))
                 : value_or_throw(batch_limit("train.limit_train_batches", options_.limit_train_batches, batches));

    val_loader_.reset();
    val_batches_ = 0;
    if (overfits) {
        val_loader_ = std::make_unique<Loader>(data.train, loader_options(options_.batch_size));
        val_batches_ = train_batches_;
    } else if (data.val) {
        val_loader_ = std::make_unique<Loader>(data.val, loader_options(options_.val_batch_size));
        val_batches_ =
            value_or_throw(batch_limit("train.limit_val_batches", options_.limit_val_batches, val_loader_->batches()));
    }
    if (val_batches_ == 0) val_loader_.reset();
    read_limits(train_batches_);
}

void Trainer::read_limits(std::int64_t batches) {
    if (options_.epochs) {
        max_epochs_ = *options_.epochs;
    } else {
        max_epochs_ = options_.max_steps >= 0 || max_time_ ? std::numeric_limits<std::int64_t>::max() : 1000;
    }
    const std::int64_t steps_per_epoch = (batches + accumulation_ - 1) / accumulation_;
    total_steps_ = max_epochs_ < std::numeric_limits<std::int64_t>::max() / std::max<std::int64_t>(steps_per_epoch, 1)
                       ? max_epochs_ * steps_per_epoch
                       : 0;
    if (options_.max_steps >= 0) {
        total_steps_ = total_steps_ > 0 ? std::min(total_steps_, options_.max_steps) : options_.max_steps;
    }

    const config::Value& interval = options_.val_check_interval;
    if (interval.is_int()) {
        validation_interval_ = interval.as_int();
        if (validation_interval_ < 1 || (options_.check_val_every_n_epoch && validation_interval_ > batches)) {
            throw TrainError(
                "an epoch has " + std::to_string(batches) + " training batches, validation every " +
                    std::to_string(validation_interval_) + " never falls in it",
                "give a number from 1 to " + std::to_string(batches) +
                    ", a part such as 0.5, or set train.check_val_every_n_epoch to null to count across epochs",
                "train.val_check_interval");
        }
    } else if (interval.is_float() && interval.as_float() > 0 && interval.as_float() <= 1) {
        validation_interval_ =
            std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(batches) * interval.as_float()));
    } else {
        throw TrainError("expected a number of batches (an int) or a part of an epoch up to 1.0, found " +
                             config::to_yaml_inline(interval),
                         {}, "train.val_check_interval");
    }
}

void Trainer::to_device(Module& module) {
    module_ = &module;
    module.attach(&logbook_);
    module.to(environment_.device, options_.precision == "64" ? torch::kFloat64 : torch::kFloat32);
}

void Trainer::set_up(Module& module, const DataSets& data, const State* checkpoint) {
    state_ = {};
    metrics_.clear();
    to_device(module);
    set_up_loaders(data);
    call("setup", &Hooks::setup);
    module.configure_model();
    to_device(module);
    if (checkpoint != nullptr) load_weights(*checkpoint);
    optimization_ = module.configure_optimizers(total_steps_);
    base_lrs_.clear();
    for (const auto& group : optimization_.optimizer->param_groups()) base_lrs_.push_back(group.options().get_lr());
    apply_schedule();
    if (environment_.progress != nullptr) {
        environment_.progress->total_steps = total_steps_;
        environment_.progress->total_epochs = max_epochs_ == std::numeric_limits<std::int64_t>::max() ? 0 : max_epochs_;
    }
    const std::int64_t steps_per_epoch = train_batches_ / accumulation_;
    if (steps_per_epoch < options_.log_every_n_steps) {
        log_line("an epoch has " + std::to_string(std::max<std::int64_t>(steps_per_epoch, 1)) +
                 " steps, less than log.every_n_steps (" + std::to_string(options_.log_every_n_steps) +
                 "): lower it to see train_loss within an epoch");
    }
}

double Trainer::lr() const {
    return optimization_.optimizer ? optimization_.optimizer->param_groups().front().options().get_lr() : 0;
}

bool Trainer::is_last_batch() const {
    const std::int64_t batches = state_.batch + (in_batch_ ? 1 : 0);
    if (options_.max_steps >= 0 && state_.step >= options_.max_steps) return true;
    return state_.epoch + 1 >= max_epochs_ && batches >= train_batches_;
}

void Trainer::replace_schedule(std::unique_ptr<Scheduler> schedule) {
    optimization_.scheduler = std::move(schedule);
    apply_schedule();
}

void Trainer::for_each_training_batch(const std::function<void(const Batch&)>& look) {
    train_loader_->begin_epoch(state_.epoch, 0);
    for (std::int64_t i = 0; i < train_batches_ && !interrupted(); ++i) look(train_loader_->get(i));
}

void Trainer::profile(const std::type_info& type, const char* hook, Clock::duration taken) {
    const std::string name = c10::demangle(type.name());
    const std::size_t colon = name.rfind(':');
    profiler_->add((colon == std::string::npos ? name : name.substr(colon + 1)) + "." + hook, taken);
}

void Trainer::log_profile() {
    if (profiler_) log_lines(profiler_->table());
}

void Trainer::request_stop(const std::string& reason) {
    if (!state_.stop_requested) state_.stop_reason = reason;
    state_.stop_requested = true;
}

void Trainer::report(const std::string& metric, double value) {
    metrics_[metric] = value;
    if (environment_.metrics == nullptr) return;
    auto found = series_.find(metric);
    if (found == series_.end()) {
        found = series_.emplace(metric, std::pair(environment_.metrics->series(metric), std::int64_t{-1})).first;
    }
    // A step has one value: the epoch is logged with the training loss and again with the validation.
    if (found->second.second == state_.step) return;
    found->second.second = state_.step;
    environment_.metrics->report(found->second.first, state_.step, value);
}

void Trainer::log_lines(const std::string& text) {
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        log_line(text.substr(start, end - start));
        start = end + 1;
    }
}

void Trainer::log_line(const std::string& line) {
    if (environment_.metrics != nullptr) environment_.metrics->log(line);
}

std::int64_t Trainer::trained_ms() const {
    return state_.trained_ms + std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started_).count();
}

void Trainer::update_progress() {
    if (environment_.progress == nullptr) return;
    run::Progress& progress = *environment_.progress;
    progress.step.store(state_.step, std::memory_order_relaxed);
    progress.epoch.store(state_.epoch, std::memory_order_relaxed);
    const auto now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - rate_time_).count();
    if (seconds < 0.5) return;
    progress.steps_per_second.store(static_cast<double>(state_.step - rate_step_) / seconds, std::memory_order_relaxed);
    rate_time_ = now;
    rate_step_ = state_.step;
}

}  // namespace lathe::train
