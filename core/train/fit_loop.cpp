// Trainer::fit: the visible loop of hooks.h.
#include <cmath>

#include <torch/utils.h>

#include "core/train/autocast.h"
#include "core/train/error.h"
#include "core/train/trainer.h"

namespace lathe::train {

End Trainer::fit(Module& module, const DataSets& data, bool resume) {
    module_ = &module;
    try {
        const std::optional<Start> checkpoint = resume ? find_checkpoint() : std::nullopt;
        set_up(module, data, checkpoint ? &checkpoint->state : nullptr);
        if (checkpoint)
            checkpoint->from_another_trial ? begin_from(checkpoint->state) : load_checkpoint(checkpoint->state);
        started_ = rate_time_ = Clock::now();
        rate_step_ = state_.step;
        call("on_fit_start", &Hooks::on_fit_start);
        module.train();
        bool whole = checkpoint || sanity_check();
        if (whole) {
            call("on_train_start", &Hooks::on_train_start);
            whole = fit_epochs();
        }
        if (!whole) {
            if (options_.enable_checkpointing && !folder().empty()) {
                save_checkpoint(folder() / "checkpoints" / "last.pt");
            }
            call("teardown", &Hooks::teardown);
            return End::stopped;
        }
        call("on_train_end", &Hooks::on_train_end);
        call("on_fit_end", &Hooks::on_fit_end);
        call("teardown", &Hooks::teardown);
        log_profile();
        return state_.stop_now || state_.stop_requested ? End::early_stopped : End::finished;
    } catch (...) {
        call("on_exception", &Hooks::on_exception);
        throw;
    }
}

// Each of these returns false when the stop token ended it.
bool Trainer::fit_epochs() {
    while (!state_.done) {
        if (state_.batch == 0 && !state_.validation_due) {
            if (limits_reached() || may_stop_early()) break;
            logbook_.begin_epoch_hooks();
            call("on_train_epoch_start", &Hooks::on_train_epoch_start);
        }
        if (!fit_epoch()) return false;
    }
    state_.done = true;
    return true;
}

bool Trainer::fit_epoch() {
    const bool overfits = options_.overfit_batches.is_number() && options_.overfit_batches.as_number() > 0;
    train_loader_->begin_epoch(overfits ? 0 : state_.epoch, state_.batch);
    if (!train_batches()) return false;
    finish_epoch();
    return true;
}

bool Trainer::train_batches() {
    while (true) {
        if (interrupted()) return false;
        if (state_.validation_due && !run_validation()) return false;
        if (state_.batch >= train_batches_ || limits_reached() || may_stop_early()) return true;
        train_batch(*train_loader_);
        ++state_.batch;
        state_.validation_due = val_loader_ && validation_falls_after(state_.batch);
        update_progress();
    }
}

void Trainer::finish_epoch() {
    const auto report_all = [this] {
        for (const auto& [name, value] : logbook_.take_train_epoch()) report(name, value);
    };
    report_all();
    if (watched_.defined()) check_watched(watched_.item<double>());
    logbook_.begin_epoch_hooks();
    call_some(Who::ordinary, "on_train_epoch_end", &Hooks::on_train_epoch_end);
    call_some(Who::module, "on_train_epoch_end", &Hooks::on_train_epoch_end);
    report_all();
    call_some(Who::monitors, "on_train_epoch_end", &Hooks::on_train_epoch_end);
    advance_schedule(true);
    ++state_.epoch;
    state_.batch = 0;
    state_.done = limits_reached() || may_stop_early();
    update_progress();
    for (const auto& callback : callbacks_) callback->after_epoch(*this);
}

// The stop token; a pause lasts as long as the person wants.
bool Trainer::interrupted() {
    if (environment_.pause != nullptr && environment_.pause->paused()) {
        const auto before = Clock::now();
        environment_.pause->wait(environment_.stop);
        started_ += Clock::now() - before;  // a pause is not training time
        rate_time_ = Clock::now();
        rate_step_ = state_.step;
    }
    return environment_.stop.stop_requested();
}

bool Trainer::limits_reached() const {
    return state_.epoch >= max_epochs_ || (options_.max_steps >= 0 && state_.step >= options_.max_steps) ||
           (max_time_ && trained_ms() >= max_time_->count());
}

bool Trainer::may_stop_early() const {
    if (state_.stop_now) return true;
    const std::int64_t epochs = state_.epoch + (state_.batch >= train_batches_ ? 1 : 0);
    return state_.stop_requested && epochs >= options_.min_epochs.value_or(0) &&
           state_.step >= options_.min_steps.value_or(0);
}

// A training that max_steps or max_time ends inside an epoch is validated once more, so that it has an objective.
bool Trainer::validation_falls_after(std::int64_t batch) const {
    if (limits_reached()) return true;
    const std::optional<std::int64_t>& epochs = options_.check_val_every_n_epoch;
    if (!epochs) return (state_.epoch * train_batches_ + batch) % validation_interval_ == 0;
    return (state_.epoch + 1) % *epochs == 0 && batch % validation_interval_ == 0;
}

torch::Tensor Trainer::training_step(const Batch& batch) {
    const ProfilerSpan span(profiler_.get(), "training_step");
    const Autocast autocast(options_.precision == "bf16-mixed", device());
    const torch::Tensor loss = module_->training_step(batch, state_.batch);
    if (!loss.defined() || loss.numel() != 1) {
        throw TrainError("training_step must return one number, the loss; it returned " +
                         (loss.defined() ? std::to_string(loss.numel()) + " numbers" : std::string("nothing")));
    }
    return loss;
}

void Trainer::train_batch(Loader& loader) {
    const Batch batch = [&] {
        const ProfilerSpan span(profiler_.get(), "next training batch");
        return loader.get(state_.batch);
    }();
    in_batch_ = true;
    logbook_.begin_training();
    logbook_.set_batch_size(batch.size);
    const bool last = (state_.batch + 1) % accumulation_ == 0 || state_.batch + 1 == train_batches_;
    call("on_train_batch_start", &Hooks::on_train_batch_start, batch, state_.batch);

    torch::Tensor loss;
    if (optimization_.needs_closure) {
        loss = closure_step(batch);
    } else {
        loss = training_step(batch);
        if (state_.batch % accumulation_ == 0) {
            call("on_before_zero_grad", &Hooks::on_before_zero_grad);
            zero_gradients();
        }
        backward(loss, 1.0 / static_cast<double>(accumulation_));
        watch_loss(loss.detach());
        if (last) optimizer_step();
    }
    if (state_.batch + 1 == train_batches_) advance_schedule(false);
    const char* end = "on_train_batch_end";
    call_some(Who::ordinary, end, &Hooks::on_train_batch_end, loss, batch, state_.batch);
    call_some(Who::module, end, &Hooks::on_train_batch_end, loss, batch, state_.batch);
    // Before the checkpoints: what they hold is in the record.
    if (last && state_.step % options_.log_every_n_steps == 0) write_step_metrics();
    call_some(Who::monitors, end, &Hooks::on_train_batch_end, loss, batch, state_.batch);
    in_batch_ = false;
}

// The next backward pass then hands over its gradients instead of adding them to zeros.
void Trainer::zero_gradients() {
    for (auto& group : optimizer().param_groups()) {
        for (auto& parameter : group.params()) parameter.mutable_grad().reset();
    }
}

// `part`: of the loss, which accumulated batches share.
void Trainer::backward(const torch::Tensor& loss, double part) {
    const torch::Tensor scaled = part == 1 ? loss : loss * part;
    call("on_before_backward", &Hooks::on_before_backward, scaled);
    {
        const ProfilerSpan span(profiler_.get(), "backward");
        scaled.backward();
    }
    call("on_after_backward", &Hooks::on_after_backward);
}

void Trainer::optimizer_step() {
    call("on_before_optimizer_step", &Hooks::on_before_optimizer_step);
    if (options_.gradient_clip_val) clip_gradients();
    {
        const ProfilerSpan span(profiler_.get(), "optimizer step");
        optimizer().step();
    }
    step_done();
}

// An optimizer such as LBFGS computes loss and gradients several times for one step. The hooks around the gradients
// are called each time, the loss of the first is the batch's.
torch::Tensor Trainer::closure_step(const Batch& batch) {
    if (accumulation_ != 1) {
        throw TrainError("this optimizer computes the loss several times a step and cannot accumulate batches",
                         "set train.accumulate_grad_batches to 1", "train.accumulate_grad_batches");
    }
    torch::Tensor first;
    optimizer().step([&] {
        const torch::AutoGradMode grad(true);
        torch::Tensor loss = training_step(batch);
        call("on_before_zero_grad", &Hooks::on_before_zero_grad);
        zero_gradients();
        backward(loss, 1);
        if (!first.defined()) {
            first = loss.detach();
            watch_loss(first);
            call("on_before_optimizer_step", &Hooks::on_before_optimizer_step);
        }
        if (options_.gradient_clip_val) clip_gradients();
        return loss.detach();
    });
    step_done();
    return first;
}

void Trainer::step_done() {
    step_lr_ = lr();
    ++state_.step;
    Scheduler* schedule = optimization_.scheduler.get();
    if (schedule != nullptr && schedule->per_step && state_.step % schedule->frequency == 0) {
        schedule->advance(0);
        apply_schedule();
    }
}

// As torch.nn.utils.clip_grad_norm_ and clip_grad_value_, without reading the norm back from the device.
void Trainer::clip_gradients() {
    const torch::NoGradGuard no_grad;
    const double limit = *options_.gradient_clip_val;
    std::vector<torch::Tensor> gradients;
    for (const auto& parameter : module_->parameters()) {
        if (parameter.grad().defined()) gradients.push_back(parameter.grad());
    }
    if (gradients.empty()) return;
    if (options_.gradient_clip_algorithm == "value") {
        for (auto& gradient : gradients) gradient.clamp_(-limit, limit);
        return;
    }
    std::vector<torch::Tensor> norms;
    for (const auto& gradient : gradients) norms.push_back(gradient.norm());
    const torch::Tensor factor = torch::clamp_max(limit / (torch::stack(norms).norm() + 1e-6), 1.0);
    for (auto& gradient : gradients) gradient.mul_(factor);
}

// Schedules by epoch advance on its last batch; those that watch a metric after the epoch, when the metric is known.
void Trainer::advance_schedule(bool epoch_is_over) {
    Scheduler* schedule = optimization_.scheduler.get();
    if (schedule == nullptr || schedule->per_step || (state_.epoch + 1) % schedule->frequency != 0) return;
    const std::string monitor = schedule->monitor();
    if (monitor.empty() == epoch_is_over) return;
    double metric = 0;
    if (!monitor.empty()) {
        const auto found = metrics_.find(monitor);
        if (found == metrics_.end()) {
            throw TrainError("the schedule watches " + monitor + ", which is not among the metrics",
                             "set sched.monitor to a metric of the validation", "sched.monitor");
        }
        metric = found->second;
    }
    schedule->advance(metric);
    apply_schedule();
}

void Trainer::apply_schedule() {
    if (!optimization_.scheduler) return;
    auto& groups = optimizer().param_groups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        groups[i].options().set_lr(optimization_.scheduler->lr(base_lrs_[i]));
    }
}

// On the CPU the loss is at hand; on a GPU it is added up there and looked at when it is written.
void Trainer::watch_loss(const torch::Tensor& loss) {
    if (loss.is_cpu()) {
        check_watched(loss.item<double>());
    } else {
        watched_ = watched_.defined() ? watched_ + loss : loss;
    }
}

void Trainer::check_watched(double loss) {
    if (std::isfinite(loss) || !environment_.refuse_non_finite) return;
    throw TrainError("train_loss became " + std::string(std::isnan(loss) ? "NaN" : "infinite") + " at step " +
                         std::to_string(state_.step + (device().is_cpu() ? 1 : 0)) + " (epoch " +
                         std::to_string(state_.epoch) + ")",
                     "lower opt.lr, or set train.gradient_clip_val");
}

void Trainer::write_step_metrics() {
    if (watched_.defined()) {
        check_watched(watched_.item<double>());
        watched_.reset();
    }
    for (const auto& [name, value] : logbook_.step_values()) report(name, value);
    report("lr", step_lr_);
    report("epoch", static_cast<double>(state_.epoch));
}

}  // namespace lathe::train
