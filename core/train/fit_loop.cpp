// Trainer::fit: the visible loop of hooks.h.
#include <cmath>

#include "core/train/error.h"
#include "core/train/rng.h"
#include "core/train/torch_compat.h"
#include "core/train/trainer.h"

namespace lathe::train {

namespace {

// bfloat16 where LibTorch holds it to be safe, while in scope.
class Autocast {
  public:
    Autocast(bool on, torch::Device device) : on_(on), cuda_(device.is_cuda()) {
        if (!on_) return;
        at::autocast::increment_nesting();
        compat::set_autocast(cuda_, true, torch::kBFloat16);
    }
    ~Autocast() {
        if (!on_) return;
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
        compat::set_autocast(cuda_, false, torch::kBFloat16);
    }
    Autocast(const Autocast&) = delete;
    Autocast& operator=(const Autocast&) = delete;

  private:
    bool on_;
    bool cuda_;
};

}  // namespace

End Trainer::fit(Module& module, const DataSets& data, bool resume) {
    set_up(module, data);
    try {
        const bool resumed = resume && resume_from_folder();
        started_ = rate_time_ = Clock::now();
        rate_step_ = state_.step;
        call(&Hooks::on_fit_start);
        module.train();
        bool whole = resumed || sanity_check();
        if (whole) {
            call(&Hooks::on_train_start);
            whole = fit_epochs();
        }
        if (!whole) {
            if (options_.enable_checkpointing && !folder().empty()) {
                save_checkpoint(folder() / "checkpoints" / "last.pt");
            }
            call(&Hooks::teardown);
            return End::stopped;
        }
        call(&Hooks::on_train_end);
        call(&Hooks::on_fit_end);
        call(&Hooks::teardown);
        return state_.stop_now || state_.stop_requested ? End::early_stopped : End::finished;
    } catch (...) {
        call(&Hooks::on_exception);
        throw;
    }
}

// Each of these returns false when the stop token ended it.
bool Trainer::fit_epochs() {
    while (!state_.done) {
        if (state_.batch == 0 && !state_.validation_due) {
            if (limits_reached() || may_stop_early()) break;
            call(&Hooks::on_train_epoch_start);
        }
        if (!fit_epoch()) return false;
    }
    state_.done = true;
    return true;
}

bool Trainer::fit_epoch() {
    train_loader_->begin_epoch(
        options_.overfit_batches.is_number() && options_.overfit_batches.as_number() > 0 ? 0 : state_.epoch);
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
        state_.validation_due = val_loader_ && validation_falls_here();
        update_progress();
    }
}

void Trainer::finish_epoch() {
    for (const auto& [name, value] : logbook_.take_train_epoch()) report(name, value);
    if (watched_.defined()) check_watched(watched_.item<double>());
    call(&Hooks::on_train_epoch_end);
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

// After batch `state_.batch`. A training that max_steps or max_time ends inside an epoch is validated once more, so
// that it has an objective.
bool Trainer::validation_falls_here() const {
    if (limits_reached()) return true;
    return (state_.epoch + 1) % options_.check_val_every_n_epoch == 0 && state_.batch % validation_interval_ == 0;
}

torch::Tensor Trainer::training_step(const Batch& batch) {
    const Autocast autocast(options_.precision == "bf16-mixed", device());
    const torch::Tensor loss = module_->training_step(batch, state_.batch);
    if (!loss.defined() || loss.numel() != 1) {
        throw TrainError("training_step must return one number, the loss; it returned " +
                         (loss.defined() ? std::to_string(loss.numel()) + " numbers" : std::string("nothing")));
    }
    return loss;
}

void Trainer::train_batch(Loader& loader) {
    const Batch batch = loader.get(state_.batch);
    const std::int64_t group = options_.accumulate_grad_batches;
    const bool last = (state_.batch + 1) % group == 0 || state_.batch + 1 == train_batches_;
    call(&Hooks::on_train_batch_start, batch, state_.batch);
    logbook_.begin_training();
    logbook_.set_batch_size(batch.size);

    const torch::Tensor loss = training_step(batch);
    if (state_.batch % group == 0) {
        call(&Hooks::on_before_zero_grad);
        // The next backward pass then hands over its gradients instead of adding them to zeros.
        for (auto& parameters : optimizer().param_groups()) {
            for (auto& parameter : parameters.params()) parameter.mutable_grad().reset();
        }
    }
    const torch::Tensor scaled = group == 1 ? loss : loss / static_cast<double>(group);
    call(&Hooks::on_before_backward, scaled);
    scaled.backward();
    call(&Hooks::on_after_backward);
    watch_loss(loss.detach());
    if (last) optimizer_step();
    if (state_.batch + 1 == train_batches_) advance_schedule(false);
    call(&Hooks::on_train_batch_end, loss, batch, state_.batch);
    if (last && state_.step % options_.log_every_n_steps == 0) write_step_metrics();
}

void Trainer::optimizer_step() {
    call(&Hooks::on_before_optimizer_step);
    if (options_.gradient_clip_val) clip_gradients();
    optimizer().step();
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
    if (std::isfinite(loss)) return;
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
