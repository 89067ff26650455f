// The Trainer's sanity check, validation and test.
#include <c10/core/InferenceMode.h>

#include <functional>

#include "core/train/autocast.h"
#include "core/train/error.h"
#include "core/train/rng.h"
#include "core/train/trainer.h"

namespace lathe::train {

// The hooks and the step of one kind of evaluation.
struct Trainer::EvaluationHooks {
    template <class... P>
    struct Named {
        const char* name;
        void (Hooks::*hook)(Trainer&, P...);
    };
    Named<> start;
    Named<> epoch_start;
    Named<const Batch&, std::int64_t> batch_start;
    Named<const Batch&, std::int64_t> batch_end;
    Named<> epoch_end;
    Named<> end;
    const char* step_name;
    std::function<void(Module&, const Batch&, std::int64_t)> step;

    static EvaluationHooks validation() {
        return {{"on_validation_start", &Hooks::on_validation_start},
                {"on_validation_epoch_start", &Hooks::on_validation_epoch_start},
                {"on_validation_batch_start", &Hooks::on_validation_batch_start},
                {"on_validation_batch_end", &Hooks::on_validation_batch_end},
                {"on_validation_epoch_end", &Hooks::on_validation_epoch_end},
                {"on_validation_end", &Hooks::on_validation_end},
                "validation_step",
                std::mem_fn(&Module::validation_step)};
    }
    static EvaluationHooks test() {
        return {{"on_test_start", &Hooks::on_test_start},
                {"on_test_epoch_start", &Hooks::on_test_epoch_start},
                {"on_test_batch_start", &Hooks::on_test_batch_start},
                {"on_test_batch_end", &Hooks::on_test_batch_end},
                {"on_test_epoch_end", &Hooks::on_test_epoch_end},
                {"on_test_end", &Hooks::on_test_end},
                "test_step",
                std::mem_fn(&Module::test_step)};
    }
    static EvaluationHooks prediction(std::vector<torch::Tensor>& answers) {
        return {{"on_predict_start", &Hooks::on_predict_start},
                {"on_predict_epoch_start", &Hooks::on_predict_epoch_start},
                {"on_predict_batch_start", &Hooks::on_predict_batch_start},
                {"on_predict_batch_end", &Hooks::on_predict_batch_end},
                {"on_predict_epoch_end", &Hooks::on_predict_epoch_end},
                {"on_predict_end", &Hooks::on_predict_end},
                "predict_step",
                [&answers](Module& module, const Batch& batch, std::int64_t i) {
                    answers.push_back(module.predict_step(batch, i).cpu());
                }};
    }
};

// nullopt: the stop token. The module is left in the mode in which it was.
std::optional<Metrics> Trainer::evaluate(Loader& loader, std::int64_t limit, const EvaluationHooks& hooks) {
    const torch::NoGradGuard no_grad;
    const bool was_training = module_->is_training();
    module_->eval();
    logbook_.begin_evaluation();
    call(hooks.start.name, hooks.start.hook);
    call(hooks.epoch_start.name, hooks.epoch_start.hook);
    bool whole = true;
    loader.begin_epoch(0, 0);
    for (std::int64_t i = 0; i < limit && whole; ++i) {
        const Batch batch = loader.get(i);
        call(hooks.batch_start.name, hooks.batch_start.hook, batch, i);
        logbook_.set_batch_size(batch.size);
        {
            const ProfilerSpan span(profiler_.get(), hooks.step_name);
            const c10::InferenceMode inference(options_.inference_mode);
            const Autocast autocast(options_.precision == "bf16-mixed", device());
            hooks.step(*module_, batch, i);
        }
        call(hooks.batch_end.name, hooks.batch_end.hook, batch, i);
        whole = !interrupted();
    }
    if (whole) call(hooks.epoch_end.name, hooks.epoch_end.hook);
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
    call("on_sanity_check_start", &Hooks::on_sanity_check_start);
    const bool whole = evaluate(*val_loader_, wanted < 0 ? val_batches_ : std::min(wanted, val_batches_),
                                EvaluationHooks::validation())
                           .has_value();
    call("on_validation_end", &Hooks::on_validation_end);
    call("on_sanity_check_end", &Hooks::on_sanity_check_end);
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
    call("on_validation_end", &Hooks::on_validation_end);
    return true;
}

// An evaluation outside fit(). `limit` is the option `limit_key`.
std::optional<Metrics> Trainer::evaluate_alone(Module& module, const std::shared_ptr<const Dataset>& data,
                                               std::int64_t batch_size, const char* limit_key,
                                               const config::Value& limit, const EvaluationHooks& hooks) {
    if (!data) return std::nullopt;
    to_device(module);
    Loader loader(data, loader_options(batch_size));
    const std::int64_t batches = value_or_throw(batch_limit(limit_key, limit, loader.batches()));
    if (batches == 0) return std::nullopt;
    auto values = evaluate(loader, batches, hooks);
    if (!values) return std::nullopt;
    for (const auto& [name, value] : *values) report(name, value);
    call(hooks.end.name, hooks.end.hook);
    return values;
}

std::optional<Metrics> Trainer::validate(Module& module, const DataSets& data) {
    return evaluate_alone(module, data.val, options_.val_batch_size, "train.limit_val_batches",
                          options_.limit_val_batches, EvaluationHooks::validation());
}

std::optional<Metrics> Trainer::test(Module& module, const DataSets& data) {
    return evaluate_alone(module, data.test, options_.test_batch_size, "train.limit_test_batches",
                          options_.limit_test_batches, EvaluationHooks::test());
}

std::vector<torch::Tensor> Trainer::predict(Module& module, const std::shared_ptr<const Dataset>& data) {
    std::vector<torch::Tensor> answers;
    evaluate_alone(module, data, options_.test_batch_size, "train.limit_predict_batches",
                   options_.limit_predict_batches, EvaluationHooks::prediction(answers));
    return answers;
}

}  // namespace lathe::train
