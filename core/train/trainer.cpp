// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/base/plural.h"
#include "core/base/random.h"
#include "core/train/checkpoint.h"
#include "core/train/distinct_parameters.h"
#include "core/train/error.h"
#include "core/train/loop/epoch_position.h"
#include "core/train/loop/optimization_check.h"
#include "core/train/models/batch_norm.h"
#include "core/train/module.h"
#include "core/train/optim/parameter_groups.h"
#include "core/train/parallel/together.h"
#include "core/train/plugin/part_uses.h"
#include "core/train/rng.h"
#include "core/train/starting_weights.h"
#include "core/train/weights.h"

namespace lathe::train {

namespace {

std::uint64_t seed_of_batch(std::int64_t seed, int rank, const LoopState& state) {
    std::uint64_t mixed = static_cast<std::uint64_t>(seed);
    for (const std::int64_t number : {std::int64_t{rank}, state.epoch, state.batch})
        mixed = mix_seeds(mixed, static_cast<std::uint64_t>(number));
    return mixed;
}

}  // namespace

Trainer::Trainer(const TrainerOptions& options, Environment environment,
                 std::vector<std::shared_ptr<Callback>> callbacks)
    : options_(options.with_fast_dev_run()),
      environment_(std::move(environment)),
      ranks_(environment_.ranks != nullptr ? *environment_.ranks : alone_),
      profiler_(options_.profiler == "simple" ? std::make_unique<Profiler>() : nullptr),
      hooks_(*this, std::move(callbacks), profiler_.get()),
      logbook_(&ranks_),
      metrics_(environment_.metrics),
      interruption_(ranks_, environment_.stop, environment_.pause),
      progress_(environment_.progress),
      limits_(value_or_throw(TrainingLimits::from(options_))),
      accumulation_(value_or_throw(Accumulation::from(options_))),
      loss_guard_(environment_.refuse_non_finite ? LossGuard::NonFinite::refused : LossGuard::NonFinite::accepted),
      step_(hooks_, loss_guard_, options_, environment_.device, profiler_.get()),
      manual_(hooks_, options_, environment_.device),
      evaluation_(
          hooks_, logbook_, options_, environment_.device, [this] { return interrupted(); }, profiler_.get()) {}

Trainer::~Trainer() = default;

run::TrialEnding Trainer::fit(Module& module, const DataSets& data, Begin begin) {
    module_ = &module;
    hooks_.set_module(&module);
    try {
        std::optional<Checkpointing::Start> start;
        if (begin == Begin::resumed) {
            start =
                Checkpointing::find(checkpoint_folder(), ranks_, [this](const std::string& line) { log_line(line); });
        }
        set_up(module, data, start ? &start->state : nullptr);
        if (start) go_on_from(*start);
        step_.set_accumulation(accumulation_.at(state_.epoch));
        interruption_.start_clock(std::chrono::milliseconds(state_.trained_ms));
        logged_epoch_ = interruption_.trained();
        hooks_.call(hook::fit_start);
        module.train();
        bool whole = start || sanity_check();
        if (whole) {
            hooks_.call(hook::train_start);
            progress_.measure_from(state_.step);  // the sanity check is none of its pace
            whole = fit_epochs();
        }
        if (!whole) {
            if (options_.enable_checkpointing && !folder().empty()) save_checkpoint(checkpoint_folder() / "last.pt");
            hooks_.call(hook::teardown);
            return run::TrialEnding::stopped;
        }
        hooks_.call(hook::train_end);
        hooks_.call(hook::fit_end);
        hooks_.call(hook::teardown);
        if (profiler_) log_lines(profiler_->table());
        const bool early = state_.stop_now || state_.stop_requested;
        return early ? run::TrialEnding::early_stopped : run::TrialEnding::finished;
    } catch (...) {
        hooks_.call(hook::exception);
        throw;
    }
}

void Trainer::go_on_from(Checkpointing::Start& start) {
    const bool own = start.origin == Checkpointing::Origin::this_trial;
    if (own) checkpointing().check_fitted(start.state);
    own ? checkpointing().load(start.state) : checkpointing().begin_from(start.state);
    const EpochBatches before = checkpointing().epoch_of(start.state);
    if (!own || before.samples == epoch_batches().samples) return;
    const auto at = EpochPosition::of(state_.batch, before, epoch_batches(), accumulation_.at(state_.epoch));
    state_.batch = at.batch;
    log_line(fmt::format(
        "a batch had {} before, and has {} now{}", counted(before.samples, "sample"), epoch_batches().samples,
        at.repeated == 0 ? std::string()
                         : fmt::format("; {} trained on once more",
                                       counted(at.repeated, "sample of this epoch is", "samples of this epoch are"))));
}

void Trainer::prepare(Module& module, const DataSets& data) {
    set_up(module, data, nullptr);
}

void Trainer::attach(Module& module) {
    module_ = &module;
    hooks_.set_module(&module);
    module.attach(&logbook_);
    module.attach(this, &manual_);
    module.to(environment_.device, floating_point_type(options_));
    if (options_.channels_last) put_channels_last(module);
}

void Trainer::set_up(Module& module, const DataSets& data, const State* checkpoint) {
    const PartUses uses(module.used_parts());
    state_ = {};
    metrics_.set_newest({});
    attach(module);
    loaders_ = Loaders(options_, environment_, data);
    fitted_ = data.fitted;
    const std::int64_t batches = loaders_.train_batches();
    validation_ = value_or_throw(ValidationSchedule::from(options_, batches));
    hooks_.call(hook::setup);
    module.configure_model();
    attach(module);  // what was made just now, too
    if (checkpoint != nullptr) load_weights(module, *checkpoint);
    else together(ranks_, [&] { take_starting_weights(module, environment_.config); });
    freeze_parameters(module, read<ParameterOptions>(environment_.config));
    ranks_.share_weights(module);  // what draws its weights by itself
    if (options_.sync_batchnorm && !ranks_.is_alone()) synchronise_norms(module, ranks_);
    if (!ranks_.is_alone()) reducer_ = std::make_unique<GradientReducer>(ranks_, distinct_parameters(module));
    step_.set_reducer(reducer_.get(), ranks_.is_alone() ? nullptr : &ranks_);
    // Of a training of no steps nothing is asked; 0 would mean that its length is unknown.
    const auto steps = total_steps();
    optimizers_ = module.configure_optimizers(steps ? std::max<std::int64_t>(*steps, 1) : 0);
    manual_.set_optimizers(optimizers_);
    check_optimization(module, optimizers_, options_, ranks_, environment_.config);
    progress_.expect(steps.value_or(0), max_epochs() == TrainingLimits::no_limit ? 0 : max_epochs());
    const std::int64_t steps_per_epoch = batches / accumulation_.at(0);
    if (steps_per_epoch < options_.log_every_n_steps) {
        log_line("an epoch has " + std::to_string(std::max<std::int64_t>(steps_per_epoch, 1)) +
                 " steps, less than log.every_n_steps (" + std::to_string(options_.log_every_n_steps) +
                 "): lower it to see train_loss within an epoch");
    }
}

// Each of these returns false when the stop token ended it.
bool Trainer::fit_epochs() {
    while (!state_.done) {
        if (state_.batch == 0 && !state_.validation_due) {
            if (is_over()) break;
            step_.set_accumulation(accumulation_.at(state_.epoch));
            logbook_.begin_epoch_hooks();
            hooks_.call(hook::train_epoch_start);
        }
        loaders_.train().begin_epoch(options_.overfits() ? 0 : state_.epoch, state_.batch);
        if (!train_batches()) return false;
        finish_epoch();
    }
    state_.done = true;
    return true;
}

bool Trainer::train_batches() {
    while (true) {
        if (interrupted()) return false;
        if (state_.validation_due && !run_validation()) return false;
        if (state_.batch >= batches_per_epoch() || is_over()) return true;
        train_batch();
        ++state_.batch;
        state_.validation_due = validation_falls_after(state_.batch);
        progress_.update(state_, limits_.time_left(interruption_.trained()));
    }
}

void Trainer::train_batch() {
    const Batch batch = [&] {
        const ProfilerSpan span(profiler_.get(), "next training batch");
        return loaders_.train().get(state_.batch);
    }();
    in_batch_ = true;
    // Rank 0 draws as a training without others does, and goes on from its state in a checkpoint; the others need none.
    if (!ranks_.is_first()) seed_generators(seed_of_batch(options_.seed, ranks_.rank(), state_), device());
    logbook_.begin_training();
    logbook_.set_batch_size(batch.size);
    hooks_.call(hook::train_batch_start, batch, state_.batch);
    const auto [loss, stepped] = step_.run(*module_, optimizers_, batch, state_, batches_per_epoch());
    progress_.add_samples(batch.size * ranks_.size());
    if (stepped) step_is_over();
    if (state_.batch + 1 == batches_per_epoch()) optimizers_.last_batch_is_over(state_.epoch + 1);
    hooks_.call_before_monitors(hook::train_batch_end, loss, batch, state_.batch);
    // Before the checkpoints: what they hold is in the record.
    if (stepped && state_.step % options_.log_every_n_steps == 0) write_step_metrics();
    hooks_.call_monitors(hook::train_batch_end, loss, batch, state_.batch);
    in_batch_ = false;
}

void Trainer::step_is_over() {
    step_lr_ = lr();
    ++state_.step;
    optimizers_.step_is_over(state_.step);
}

void Trainer::finish_epoch() {
    report_all(logbook_.take_train_epoch());
    loss_guard_.check(state_);
    logbook_.begin_epoch_hooks();
    hooks_.call_before_monitors(hook::train_epoch_end);
    report_all(logbook_.take_train_epoch());  // what these hooks have logged
    hooks_.call_monitors(hook::train_epoch_end);
    optimizers_.epoch_is_over(state_.epoch + 1, metrics());
    ++state_.epoch;
    state_.batch = 0;
    agree_on_stop();
    state_.done = is_over();
    progress_.update(state_, limits_.time_left(interruption_.trained()));
    log_epoch();
    hooks_.after_epoch();
}

// "epoch 3 of 5: train_loss 0.412, val_acc 0.871, val_loss 0.366; lr 0.001; 12.4 s"
void Trainer::log_epoch() {
    const bool counted = max_epochs() != TrainingLimits::no_limit;
    std::string line = fmt::format("epoch {}{}:", state_.epoch, counted ? fmt::format(" of {}", max_epochs()) : "");
    const char* separator = " ";
    for (const auto& [name, value] : metrics()) {
        if (!name.starts_with("train_") && !(validated_ && name.starts_with("val_"))) continue;
        line += fmt::format("{}{} {:.4g}", separator, name, value);
        separator = ", ";
    }
    const auto now = interruption_.trained();
    log_line(fmt::format("{}; lr {:.3g}; {}", line, step_lr_, format_duration(now - logged_epoch_)));
    logged_epoch_ = now;
    validated_ = false;
}

// A few validation batches before training, so that a mistake there shows at once. Leaves no trace.
bool Trainer::sanity_check() {
    const std::int64_t wanted = options_.num_sanity_val_steps;
    if (loaders_.val() == nullptr || wanted == 0) return true;
    const std::int64_t batches = wanted < 0 ? loaders_.val_batches() : std::min(wanted, loaders_.val_batches());
    const RngIsolation isolation(device());
    sanity_checking_ = true;
    ranks_.share_buffers(*module_);
    hooks_.call(hook::sanity_check_start);
    const auto values = evaluation_.run(*module_, *loaders_.val(), batches, EvaluationKind::validation());
    hooks_.call(hook::validation_end);
    hooks_.call(hook::sanity_check_end);
    sanity_checking_ = false;
    return values.has_value();
}

// Validation number `state_.validations`, from 0; with the usual interval that is the epoch. Interrupted, it starts
// again when the trial is resumed.
bool Trainer::run_validation() {
    const RngState before = RngState::capture(device());
    const auto kind = EvaluationKind::validation();
    ranks_.share_buffers(*module_);
    const auto values = evaluation_.run(*module_, *loaders_.val(), loaders_.val_batches(), kind);
    if (!values) {
        before.restore(device());
        return false;
    }
    report_all(*values);
    report("epoch", static_cast<double>(state_.epoch));
    std::optional<std::string> reason;
    if (environment_.objective != nullptr) reason = environment_.objective->report(state_.validations, *values);
    if (ranks_.share(reason.has_value())) {
        request_stop(ranks_.share(reason.value_or("")));
        state_.stop_now = true;
    }
    ++state_.validations;
    validated_ = true;
    state_.validation_due = false;
    hooks_.call(kind.end);
    agree_on_stop();
    return true;
}

// An evaluation outside fit(). `limit` is the option `limit_key`.
std::optional<Metrics> Trainer::evaluate_alone(Module& module, const std::shared_ptr<const Dataset>& data,
                                               std::int64_t batch_size, const char* limit_key,
                                               const config::Value& limit, const EvaluationKind& kind) {
    if (!data) return std::nullopt;
    attach(module);
    ranks_.share_buffers(module);
    Loader loader(data, loader_options(options_, environment_, batch_size));
    const std::int64_t batches = value_or_throw(batch_limit(limit_key, limit, loader.batches()));
    if (batches == 0) return std::nullopt;
    auto values = evaluation_.run(module, loader, batches, kind);
    if (!values) return std::nullopt;
    report_all(*values);
    hooks_.call(kind.end);
    return values;
}

std::optional<Metrics> Trainer::validate(Module& module, const DataSets& data) {
    return evaluate_alone(module, data.val, options_.val_batch_size, "train.limit_val_batches",
                          options_.limit_val_batches, EvaluationKind::validation());
}

std::int64_t Trainer::test_batches(const DataSets& data) const {
    if (!data.test) return 0;
    const Loader loader(data.test, loader_options(options_, environment_, options_.test_batch_size));
    return value_or_throw(batch_limit("train.limit_test_batches", options_.limit_test_batches, loader.batches()));
}

std::optional<Metrics> Trainer::test(Module& module, const DataSets& data) {
    return evaluate_alone(module, data.test, options_.test_batch_size, "train.limit_test_batches",
                          options_.limit_test_batches, EvaluationKind::test());
}

std::vector<torch::Tensor> Trainer::predict(Module& module, const std::shared_ptr<const Dataset>& data) {
    std::vector<torch::Tensor> answers;
    evaluate_alone(module, data, options_.test_batch_size, "train.limit_predict_batches",
                   options_.limit_predict_batches, EvaluationKind::prediction(answers));
    return answers;
}

bool Trainer::for_each_training_batch(const std::function<void(const Batch&)>& look) {
    Loader& loader = loaders_.train();
    loader.begin_epoch(state_.epoch, 0);
    for (std::int64_t i = 0; i < batches_per_epoch(); ++i) {
        if (interrupted()) return false;
        if (const Batch batch = loader.get(i); batch.size > 0) look(batch);
    }
    return true;
}

void Trainer::save_checkpoint(const std::filesystem::path& path) {
    const ProfilerSpan span(profiler_.get(), "save_checkpoint");
    // What a trial goes on from must not be ahead of its record; when that cannot be written the trial is being
    // stopped.
    if (!ranks_.share(environment_.metrics == nullptr || environment_.metrics->flush().has_value())) return;
    LoopState loop = state_after_batch();
    if (in_batch_) loop.validation_due = validation_falls_after(loop.batch);
    loop.trained_ms = interruption_.trained().count();
    const auto gradients = step_.holds_gradients(loop.batch, batches_per_epoch()) ? Checkpointing::Gradients::keep
                                                                                  : Checkpointing::Gradients::leave;
    const State state = checkpointing().save(loop, gradients);
    if (ranks_.is_first()) value_or_throw(write_checkpoint(path, state));
}

Checkpointing Trainer::checkpointing() {
    return Checkpointing({*module_, optimizers_, logbook_, metrics_, hooks_, state_, environment_.device,
                          environment_.config, fitted_, ranks_, epoch_batches(), step_.scaler()});
}

bool Trainer::interrupted() {
    return interruption_.is_stopped(state_, [this] { progress_.measure_from(state_.step); });
}

bool Trainer::is_over() const {
    return limits_.reached(state_, interruption_.trained()) || limits_.may_stop_early(state_, batches_per_epoch());
}

// Seen from a hook at a batch's end: that batch is done.
LoopState Trainer::state_after_batch() const {
    LoopState state = state_;
    if (in_batch_) ++state.batch;
    return state;
}

bool Trainer::validates() const {
    if (loaders_.val() == nullptr) return false;
    // Where the training ends inside an epoch it is validated once more.
    if (max_epochs() == TrainingLimits::no_limit ||
        total_steps() < accumulation_.steps(max_epochs(), batches_per_epoch()))
        return true;
    return validation_->falls_within(max_epochs());
}

// A training that max_steps or max_time ends inside an epoch is validated once more, so that it has an objective.
bool Trainer::validation_falls_after(std::int64_t batch) const {
    if (loaders_.val() == nullptr) return false;
    return limits_.reached(state_, interruption_.trained()) || validation_->falls_after(state_.epoch, batch);
}

void Trainer::write_step_metrics() {
    loss_guard_.check(state_);
    report_all(logbook_.step_values());
    report("lr", step_lr_);
    report("epoch", static_cast<double>(state_.epoch));
}

}  // namespace lathe::train
