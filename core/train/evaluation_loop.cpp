// The Trainer's sanity check, validation and test.
#include "core/train/rng.h"
#include "core/train/trainer.h"

namespace lathe::train {

// The hooks and the step of one kind of evaluation.
struct Trainer::EvaluationHooks {
    void (Hooks::*start)(Trainer&);
    void (Hooks::*epoch_start)(Trainer&);
    void (Hooks::*batch_start)(Trainer&, const Batch&, std::int64_t);
    void (Hooks::*batch_end)(Trainer&, const Batch&, std::int64_t);
    void (Hooks::*epoch_end)(Trainer&);
    void (Module::*step)(const Batch&, std::int64_t);

    static EvaluationHooks validation() {
        return {&Hooks::on_validation_start,     &Hooks::on_validation_epoch_start, &Hooks::on_validation_batch_start,
                &Hooks::on_validation_batch_end, &Hooks::on_validation_epoch_end,   &Module::validation_step};
    }
    static EvaluationHooks test() {
        return {&Hooks::on_test_start,     &Hooks::on_test_epoch_start, &Hooks::on_test_batch_start,
                &Hooks::on_test_batch_end, &Hooks::on_test_epoch_end,   &Module::test_step};
    }
};

// nullopt: the stop token. The module is left in the mode in which it was.
std::optional<Metrics> Trainer::evaluate(Loader& loader, std::int64_t limit, const EvaluationHooks& hooks) {
    const torch::NoGradGuard no_grad;
    const bool was_training = module_->is_training();
    module_->eval();
    logbook_.begin_evaluation();
    call(hooks.start);
    call(hooks.epoch_start);
    bool whole = true;
    for (std::int64_t i = 0; i < limit && whole; ++i) {
        const Batch batch = loader.get(i);
        call(hooks.batch_start, batch, i);
        logbook_.set_batch_size(batch.size);
        (module_->*hooks.step)(batch, i);
        call(hooks.batch_end, batch, i);
        whole = !interrupted();
    }
    if (whole) call(hooks.epoch_end);
    Metrics values = logbook_.take_evaluation();
    module_->train(was_training);
    return whole ? std::optional(std::move(values)) : std::nullopt;
}

// A few validation batches before training, so that a mistake there shows at once. Leaves no trace.
bool Trainer::sanity_check() {
    const std::int64_t wanted = options_.num_sanity_val_steps;
    if (!val_loader_ || wanted == 0) return true;
    const RngIsolation isolation(device());
    sanity_checking_ = true;
    call(&Hooks::on_sanity_check_start);
    const bool whole = evaluate(*val_loader_, wanted < 0 ? val_batches_ : std::min(wanted, val_batches_),
                                EvaluationHooks::validation())
                           .has_value();
    call(&Hooks::on_validation_end);
    call(&Hooks::on_sanity_check_end);
    sanity_checking_ = false;
    return whole;
}

// Validation number `state_.validations`, from 0; with the usual interval that is the epoch. Interrupted, it starts
// again when the trial is resumed.
bool Trainer::run_validation() {
    const RngState before = RngState::capture(device());
    const auto values = evaluate(*val_loader_, val_batches_, EvaluationHooks::validation());
    if (!values) {
        before.restore(device());
        return false;
    }
    for (const auto& [name, value] : *values) report(name, value);
    report("epoch", static_cast<double>(state_.epoch));
    if (environment_.objective != nullptr) {
        if (const auto reason = environment_.objective->report(state_.validations, *values)) {
            request_stop(*reason);
            state_.stop_now = true;
        }
    }
    ++state_.validations;
    state_.validation_due = false;
    call(&Hooks::on_validation_end);
    return true;
}

std::optional<Metrics> Trainer::validate(Module& module, const DataSets& data) {
    if (!data.val) return std::nullopt;
    to_device(module);
    Loader loader(data.val, loader_options(options_.val_batch_size));
    const std::int64_t limit =
        value_or_throw(batch_limit("train.limit_val_batches", options_.limit_val_batches, loader.batches()));
    if (limit == 0) return std::nullopt;
    auto values = evaluate(loader, limit, EvaluationHooks::validation());
    if (!values) return std::nullopt;
    for (const auto& [name, value] : *values) report(name, value);
    call(&Hooks::on_validation_end);
    return values;
}

std::optional<Metrics> Trainer::test(Module& module, const DataSets& data) {
    if (!data.test) return std::nullopt;
    to_device(module);
    Loader loader(data.test, loader_options(options_.test_batch_size));
    const std::int64_t limit =
        value_or_throw(batch_limit("train.limit_test_batches", options_.limit_test_batches, loader.batches()));
    if (limit == 0) return std::nullopt;
    auto values = evaluate(loader, limit, EvaluationHooks::test());
    if (!values) return std::nullopt;
    for (const auto& [name, value] : *values) report(name, value);
    call(&Hooks::on_test_end);
    return values;
}

}  // namespace lathe::train
