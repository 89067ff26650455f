// SPDX-License-Identifier: GPL-3.0-or-later
// The finders' trainings.
#include <c10/core/DeviceGuard.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/base/plural.h"
#include "core/train/data/data_registry.h"
#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/find/find.h"
#include "core/train/module.h"
#include "core/train/setup.h"
#include "core/train/trainer.h"

namespace lathe::train {

namespace {

// A training of some steps without validation, files and records.
TrainerOptions bare_options(const config::Value& config, std::int64_t steps) {
    auto options = read<TrainerOptions>(config);
    options.epochs.reset();
    options.min_epochs.reset();
    options.min_steps.reset();
    options.max_time.reset();
    options.max_steps = steps;
    options.limit_val_batches = config::Value(0);
    options.val_check_interval = config::Value(1.0);
    options.check_val_every_n_epoch = 1;
    options.num_sanity_val_steps = 0;
    options.fast_dev_run = 0;
    options.accumulate_grad_batches = 1;
    options.accumulation_schedule.clear();
    options.enable_checkpointing = false;
    options.profiler.reset();
    return options;
}

Environment bare_environment(const FindRequest& request, torch::Device device) {
    Environment environment;
    environment.device = device;
    environment.stop = request.stop;
    environment.config = request.config;
    environment.workers = read<HardwareOptions>(request.config).num_workers;
    return environment;
}

// From min_lr to max_lr.
double rate_of_step(const LearningRateFinderOptions& options, std::int64_t step) {
    const double part = static_cast<double>(step) / std::max(1, options.steps - 1);
    if (!options.exponential) return options.min_lr + part * (options.max_lr - options.min_lr);
    return options.min_lr * std::pow(options.max_lr / options.min_lr, part);
}

// Whatever the optimizer's own rate.
class Ramp : public Scheduler {
  public:
    explicit Ramp(const LearningRateFinderOptions& options) : options_(options) { interval = Interval::step; }
    double lr(double) const override { return rate_of_step(options_, t_); }
    bool sets_rate() const override { return true; }
    void advance(double) override { ++t_; }
    Json state() const override { return {{"t", t_}}; }
    void set_state(const Json& state) override { t_ = state.at("t").get<std::int64_t>(); }

  private:
    LearningRateFinderOptions options_;
    std::int64_t t_ = 0;
};

// Notes learning rate and smoothed loss of each step.
class CurveRecorder : public Callback {
  public:
    CurveRecorder(const FindRequest& request, const LearningRateFinderOptions& options)
        : request_(request), options_(options) {}

    void on_fit_start(Trainer& trainer) override {
        if (const std::size_t count = trainer.optimizers().size(); count != 1)
            throw TrainError("the module has " + counted(count, "optimizer") + ", and one learning rate is looked for",
                             "search over the options of its own (lathectl tune)", "module.name");
        trainer.replace_schedule(std::make_unique<Ramp>(options_));
    }
    void on_train_batch_end(Trainer& trainer, const torch::Tensor& loss, const Batch&, std::int64_t) override {
        constexpr double keep = 0.98;
        // Before the factors of params, as opt.lr is.
        const double rate = rate_of_step(options_, static_cast<std::int64_t>(curve.loss.size()));
        mean_ = keep * mean_ + (1 - keep) * loss.item<double>();
        const auto step = static_cast<double>(curve.loss.size() + 1);
        const double smoothed = mean_ / (1 - std::pow(keep, step));
        curve.lr.push_back(rate);
        curve.loss.push_back(smoothed);
        if (request_.progress) request_.progress(static_cast<int>(step), options_.steps);
        if (request_.on_step) request_.on_step(rate, smoothed);
        // Written so that NaN stops as well.
        const bool diverges = curve.loss.size() > 1 && options_.stop_at && !(smoothed <= *options_.stop_at * best_);
        if (diverges) trainer.request_stop("the loss rises");
        if (curve.loss.size() == 1 || smoothed < best_) best_ = smoothed;
    }

    LearningRateCurve curve;

  private:
    const FindRequest& request_;
    LearningRateFinderOptions options_;
    double mean_ = 0;
    double best_ = 0;
};

bool is_out_of_memory(const Error& error) {
    return error.what == out_of_memory_message;
}

// Seconds of the steps, or nothing when it was stopped. Throws.
std::optional<double> train_some(const FindRequest& request, const DataSets& data, torch::Device device,
                                 std::int64_t size, int steps) {
    TrainerOptions options = bare_options(request.config, steps);
    options.batch_size = size;
    options.drop_last = false;
    options.log_every_n_steps = 1;
    const auto module = make_module(request.config, data.input, device);
    Trainer trainer(options, bare_environment(request, device), {});
    const auto start = std::chrono::steady_clock::now();
    if (trainer.fit(*module, data) == run::TrialEnding::stopped) return std::nullopt;
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

Result<LearningRateCurve> find_learning_rate(const FindRequest& request, const LearningRateFinderOptions& options) {
    try {
        const torch::Device device = prepare_thread(request.config, request.device);
        const c10::OptionalDeviceGuard guard(device.is_cuda() ? c10::make_optional(device) : c10::nullopt);
        const TrainerOptions training = bare_options(request.config, options.steps);
        const DataSets data = load_data(request.config, static_cast<std::uint64_t>(training.seed), {request.stop, {}});
        const auto module = make_module(request.config, data.input, device);
        Environment environment = bare_environment(request, device);
        environment.refuse_non_finite = false;
        const auto recorder = std::make_shared<CurveRecorder>(request, options);
        Trainer trainer(training, environment, {recorder});
        if (trainer.fit(*module, data) == run::TrialEnding::stopped) return fail("the search was stopped");
        LearningRateCurve curve = std::move(recorder->curve);
        curve.suggestion = suggest_learning_rate(curve.lr, curve.loss);
        if (!curve.suggestion) {
            curve.reason = "only " + counted(curve.loss.size(), "step") +
                           " were made before the loss rose, too few to tell a slope";
        }
        return curve;
    } catch (...) {
        return fail(describe_current_exception());
    }
}

Result<BatchSizeSearch> find_batch_size(const FindRequest& request, const BatchSizeFinderOptions& options) {
    try {
        const torch::Device device = prepare_thread(request.config, request.device);
        const c10::OptionalDeviceGuard guard(device.is_cuda() ? c10::make_optional(device) : c10::nullopt);
        const auto seed = static_cast<std::uint64_t>(read<TrainerOptions>(request.config).seed);
        const DataSets data = load_data(request.config, seed, {request.stop, {}});
        int done = 0;
        const auto fits = [&](std::int64_t size) -> std::optional<BatchSizeTrial> {
            BatchSizeTrial trial{size, false, 0};
            try {
                const auto seconds = train_some(request, data, device, size, options.steps);
                if (!seconds) return std::nullopt;
                trial.fits = true;
                trial.samples_per_second = static_cast<double>(size * options.steps) / std::max(*seconds, 1e-9);
            } catch (...) {
                Error error = describe_current_exception();
                if (!is_out_of_memory(error)) throw TrainError(std::move(error));
            }
            if (request.progress) request.progress(++done, options.max_trials);
            if (request.on_size) request.on_size(trial);
            return trial;
        };
        return search_batch_size(options, data.train->size(), fits);
    } catch (...) {
        return fail(describe_current_exception());
    }
}

}  // namespace lathe::train
