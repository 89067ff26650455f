// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/train/loop/loop_probe.h"

#include <memory>
#include <optional>

#include <torch/optim/adam.h>
#include <torch/optim/lbfgs.h>
#include <torch/optim/sgd.h>
#include <torch/types.h>

#include "core/train/data/tensor_set.h"
#include "core/train/logbook.h"
#include "core/train/loop/checkpointing.h"
#include "core/train/loop/evaluation_loop.h"
#include "core/train/loop/gradient_scaler.h"
#include "core/train/loop/optimization_step.h"
#include "core/train/module.h"
#include "core/train/state.h"
#include "core/train/trainer.h"
#include "core/train/weights.h"

namespace lathe::test {

using namespace train;

namespace {

using Calls = std::vector<std::string>;

class TwoNumbers : public Module {
  public:
    TwoNumbers(Calls& calls, bool two_losses = false) : calls_(calls), two_losses_(two_losses) {
        a = register_parameter("a", torch::full({1}, 1.0, torch::kDouble));
        b = register_parameter("b", torch::full({1}, 2.0, torch::kDouble));
    }
    torch::Tensor training_step(const Batch& data, std::int64_t) override {
        const torch::Tensor losses = (a * data.x + b).square();
        return two_losses_ ? torch::cat({losses, losses}) : losses.mean();
    }
    void validation_step(const Batch& data, std::int64_t) override {
        was_training = is_training();
        grad_mode = at::GradMode::is_enabled();
        log("val_loss", training_step(data, 0));
    }
    void test_step(const Batch&, std::int64_t) override {}
    torch::Tensor predict_step(const Batch& data, std::int64_t) override { return a * data.x + b; }
    OptimizerSet configure_optimizers(std::int64_t) override { return {}; }

    void on_before_zero_grad(Trainer&) override { calls_.emplace_back("on_before_zero_grad"); }
    void on_before_backward(Trainer&, const torch::Tensor&) override { calls_.emplace_back("on_before_backward"); }
    void on_after_backward(Trainer&) override { calls_.emplace_back("on_after_backward"); }
    void on_before_optimizer_step(Trainer&) override { calls_.emplace_back("on_before_optimizer_step"); }

    Weights weights() const { return {a.item<double>(), b.item<double>()}; }

    torch::Tensor a;
    torch::Tensor b;
    bool was_training = false;
    bool grad_mode = false;

  private:
    Calls& calls_;
    bool two_losses_;
};

class HalvingSchedule : public Scheduler {
  public:
    explicit HalvingSchedule(const Halving& halving) : monitor_(halving.monitor) {
        interval = halving.every == Halving::Every::step ? Interval::step : Interval::epoch;
        frequency = halving.frequency;
    }
    double lr(double base) const override { return base * factor_; }
    void advance(double) override { factor_ /= 2; }
    std::string monitor() const override { return monitor_; }
    Json state() const override { return {{"factor", factor_}}; }
    void set_state(const Json& state) override { factor_ = state.at("factor").get<double>(); }

  private:
    std::string monitor_;
    double factor_ = 1;
};

std::unique_ptr<torch::optim::Optimizer> make_chosen(const OptimizerChoice& choice, const TwoNumbers& module) {
    std::vector<torch::Tensor> parameters;
    if (choice.parameters.find('a') != std::string::npos) parameters.push_back(module.a);
    if (choice.parameters.find('b') != std::string::npos) parameters.push_back(module.b);
    namespace optim = torch::optim;
    if (choice.name == "Adam") return std::make_unique<optim::Adam>(parameters, optim::AdamOptions(choice.lr));
    if (choice.name == "LBFGS") {
        return std::make_unique<optim::LBFGS>(parameters, optim::LBFGSOptions(choice.lr).max_iter(3));
    }
    return std::make_unique<optim::SGD>(parameters, optim::SGDOptions(choice.lr));
}

OptimizerSet make_set(const std::vector<OptimizerChoice>& choices, const TwoNumbers& module) {
    std::vector<Optimization> all;
    for (const auto& choice : choices) {
        Optimization one;
        one.optimizer = make_chosen(choice, module);
        if (choice.schedule.every != Halving::Every::never) {
            one.scheduler = std::make_unique<HalvingSchedule>(choice.schedule);
        }
        one.needs_closure = choice.name == "LBFGS";
        all.push_back(std::move(one));
    }
    return OptimizerSet(std::move(all));
}

Batch sample(double x) {
    return {torch::full({1}, x, torch::kDouble), torch::zeros({1}, torch::kDouble), 1};
}

// The parts of one training, wired as the Trainer does.
struct Rig {
    Rig(const TrainerOptions& options, const std::vector<OptimizerChoice>& choices, bool two_losses = false)
        : module(calls, two_losses),
          trainer(options, Environment{}),
          hooks(trainer, {}),
          metrics(nullptr),
          guard(LossGuard::NonFinite::refused),
          step(hooks, guard, options, torch::kCPU),
          optimizers(make_set(choices, module)) {
        hooks.set_module(&module);
        module.attach(&logbook);
    }

    OptimizationStep::Outcome run(double x, std::int64_t batches) {
        const Weights before = module.weights();
        auto outcome = step.run(module, optimizers, sample(x), loop, batches);
        if (module.weights() != before) calls.emplace_back("step");
        if (outcome.stepped) optimizers.step_is_over(++loop.step);
        ++loop.batch;
        return outcome;
    }
    Checkpointing checkpointing() {
        return Checkpointing(
            {module, optimizers, logbook, metrics, hooks, loop, torch::kCPU, config, fitted, alone, {1, 4}});
    }

    Calls calls;
    TwoNumbers module;
    Trainer trainer;
    HookDispatcher hooks;
    Logbook logbook;
    MetricLog metrics;
    LossGuard guard;
    OptimizationStep step;
    OptimizerSet optimizers;
    LoopState loop;
    config::Value config{config::Dict{}};
    config::Value fitted;  // nothing was learned of its data
    RankGroup alone;
};

// As a checkpoint of format 1 names its parts.
void make_old(State& state) {
    state.json["format"] = 1;
    state.json.erase("optimizers");
    const Json schedules = state.json.at("schedulers");
    state.json.erase("schedulers");
    if (!schedules.at(0).is_null()) state.json["scheduler"] = schedules.at(0);
    auto optimizer = state.tensors.extract("optimizer.0");
    optimizer.key() = "optimizer";
    state.tensors.insert(std::move(optimizer));
}

class Noting : public Callback {
  public:
    Noting(std::string name, bool monitor, Calls& calls) : name_(std::move(name)), monitor_(monitor), calls_(calls) {}
    bool monitors() const override { return monitor_; }
    void on_train_start(Trainer&) override { calls_.push_back(name_); }
    void on_save_checkpoint(Trainer&, State&) override { calls_.push_back(name_); }
    void after_epoch(Trainer&) override { calls_.push_back(name_); }
    void on_validation_start(Trainer&) override { calls_.emplace_back("start"); }
    void on_validation_epoch_start(Trainer&) override { calls_.emplace_back("epoch_start"); }
    void on_validation_batch_start(Trainer&, const Batch&, std::int64_t i) override {
        calls_.push_back("batch_start " + std::to_string(i));
    }
    void on_validation_batch_end(Trainer&, const Batch&, std::int64_t i) override {
        calls_.push_back("batch_end " + std::to_string(i));
    }
    void on_validation_epoch_end(Trainer&) override { calls_.emplace_back("epoch_end"); }
    void on_validation_end(Trainer&) override { calls_.emplace_back("end"); }

  private:
    std::string name_;
    bool monitor_;
    Calls& calls_;
};

struct NotingHooks : Hooks {
    explicit NotingHooks(Calls& c) : calls(c) {}
    void on_train_start(Trainer&) override { calls.emplace_back("module"); }
    void on_save_checkpoint(Trainer&, State&) override { calls.emplace_back("module"); }
    Calls& calls;
};

}  // namespace

StepTrace run_steps(const StepProbe& probe) {
    StepTrace trace;
    Rig rig(probe.options, probe.optimizers, probe.module_gives_two_losses);
    try {
        for (const double x : probe.x) {
            const auto [loss, stepped] = rig.run(x, static_cast<std::int64_t>(probe.x.size()));
            trace.stepped.push_back(stepped);
            trace.losses.push_back(loss.item<double>());
            trace.weights.push_back(rig.module.weights());
        }
    } catch (const TrainError& error) {
        trace.error = error.error().str();
    }
    trace.calls = rig.calls;
    return trace;
}

std::vector<double> clip(double limit, const std::string& by, const std::vector<double>& gradients) {
    TrainerOptions options;
    options.gradient_clip_val = limit;
    options.gradient_clip_algorithm = by;
    std::vector<torch::Tensor> parameters{torch::zeros({1}, torch::kDouble)};
    for (const double gradient : gradients) {
        parameters.push_back(torch::zeros({1}, torch::kDouble));
        parameters.back().mutable_grad() = torch::full({1}, gradient, torch::kDouble);
    }
    GradientClipping::from(options)->apply(parameters);
    std::vector<double> left;
    for (std::size_t i = 1; i < parameters.size(); ++i) left.push_back(parameters[i].grad().item<double>());
    return left;
}

std::vector<double> scaler_factors(const std::string& events, bool reloads) {
    std::vector<double> factors;
    GradientScaler scaler;
    for (const char event : events) {
        scaler.update(event == 'g');
        factors.push_back(scaler.factor());
        if (!reloads) continue;
        const Json state = scaler.state();
        scaler = GradientScaler();
        scaler.set_state(state);
    }
    return factors;
}

double scaled(double loss) {
    return GradientScaler().scale(torch::full({}, loss, torch::kHalf)).item<double>();
}

std::vector<double> unscale(const std::vector<double>& gradients) {
    std::vector<torch::Tensor> parameters{torch::zeros({1}, torch::kDouble)};  // one without a gradient
    for (const double gradient : gradients) {
        parameters.push_back(torch::zeros({1}, torch::kDouble));
        parameters.back().mutable_grad() = torch::full({1}, gradient, torch::kDouble);
    }
    std::vector<double> left;
    if (!GradientScaler().unscale(parameters)) return left;
    for (std::size_t i = 1; i < parameters.size(); ++i) left.push_back(parameters[i].grad().item<double>());
    return left;
}

ScheduleTrace follow_schedules(const std::vector<OptimizerChoice>& optimizers, const std::string& events,
                               const std::map<std::string, double>& metrics) {
    ScheduleTrace trace;
    Calls calls;
    const TwoNumbers module(calls);
    OptimizerSet set = make_set(optimizers, module);
    const auto note = [&] {
        std::vector<double> rates;
        for (std::size_t i = 0; i < set.size(); ++i) {
            rates.push_back(set.optimizer(i).param_groups().front().options().get_lr());
        }
        trace.lr.push_back(rates);
    };
    note();
    std::int64_t steps = 0;
    std::int64_t epochs = 0;
    try {
        for (const char event : events) {
            if (event == 's') set.step_is_over(++steps);
            if (event == 'b') set.last_batch_is_over(epochs + 1);
            if (event == 'e') set.epoch_is_over(++epochs, metrics);
            note();
        }
    } catch (const TrainError& error) {
        trace.error = error.error().str();
    }
    return trace;
}

CheckpointTrace save_and_go_on(const CheckpointProbe& probe) {
    CheckpointTrace trace;
    TrainerOptions options;
    options.accumulate_grad_batches = probe.within_accumulation ? 3 : 1;
    constexpr std::int64_t batches = 12;
    const std::vector<double> x{0.5, -1, 0.25, 2, 1, -0.5, 0.75};
    constexpr std::size_t saved_after = 4;
    Rig whole(options, probe.before);
    Rig other(options, probe.after);
    for (Rig* rig : {&whole, &other}) rig->config.set("opt.name", "SGD");
    try {
        for (std::size_t i = 0; i < saved_after; ++i) whole.run(x[i], batches);
        whole.loop.epoch = 2;
        whole.loop.validations = 5;
        whole.loop.request_stop("enough");
        whole.metrics.report("val_loss", whole.loop.step, 0.5);
        const auto gradients = whole.step.holds_gradients(whole.loop.batch, batches) ? Checkpointing::Gradients::keep
                                                                                     : Checkpointing::Gradients::leave;
        State state = whole.checkpointing().save(whole.loop, gradients);
        if (probe.how == CheckpointProbe::How::resume_old) make_old(state);
        if (probe.format != 0) state.json["format"] = probe.format;
        const State read = value_or_throw(decode(encode(state)));

        load_weights(other.module, read);
        if (probe.how == CheckpointProbe::How::begin_from) {
            other.checkpointing().begin_from(read);
        } else {
            other.checkpointing().load(read);
        }
        trace.loop = other.loop;
        trace.metrics = other.metrics.newest();
        trace.lr = other.optimizers.lr();
        for (std::size_t i = saved_after; i < x.size(); ++i) {
            whole.run(x[i], batches);
            other.run(x[i], batches);
            trace.whole.push_back(whole.module.weights());
            trace.continued.push_back(other.module.weights());
        }
    } catch (const TrainError& error) {
        trace.error = error.error().str();
    }
    trace.calls = other.calls;
    return trace;
}

std::vector<std::string> dispatch(const std::string& what) {
    Calls calls;
    Trainer trainer(TrainerOptions{}, Environment{});
    HookDispatcher hooks(
        trainer, {std::make_shared<Noting>("one", false, calls), std::make_shared<Noting>("monitor", true, calls),
                  std::make_shared<Noting>("two", false, calls)});
    NotingHooks module(calls);
    if (what != "without_module") hooks.set_module(&module);
    State state;
    if (what == "halves") {
        hooks.call_before_monitors(hook::train_start);
        calls.emplace_back("between");
        hooks.call_monitors(hook::train_start);
    } else if (what == "save") {
        hooks.save_checkpoint(state);
    } else if (what == "after_epoch") {
        hooks.after_epoch();
    } else {
        hooks.call(hook::train_start);
    }
    return calls;
}

EvaluationTrace evaluate(const std::vector<double>& samples, std::int64_t batches, int stop_after) {
    EvaluationTrace trace;
    TrainerOptions options;
    options.inference_mode = false;
    Trainer trainer(options, Environment{});
    HookDispatcher hooks(trainer, {std::make_shared<Noting>("", false, trace.calls)});
    Calls ignored;
    TwoNumbers module(ignored);
    Logbook logbook;
    module.attach(&logbook);
    module.train();
    const torch::Tensor x = torch::tensor(samples, torch::kDouble);
    LoaderOptions loading;
    loading.batch_size = 2;
    loading.dtype = torch::kDouble;
    Loader loader(std::make_shared<TensorSet>(x, x), loading);
    int done = 0;
    EvaluationLoop loop(hooks, logbook, options, torch::kCPU, [&] { return ++done == stop_after; });
    const auto values = loop.run(module, loader, batches, EvaluationKind::validation());
    trace.whole = values.has_value();
    if (values) trace.values = *values;
    trace.was_training = module.was_training;
    trace.is_training = module.is_training();
    trace.grad_mode = module.grad_mode;
    return trace;
}

std::string guard(double loss, bool accept) {
    LossGuard watcher(accept ? LossGuard::NonFinite::accepted : LossGuard::NonFinite::refused);
    LoopState state;
    state.epoch = 1;
    state.step = 3;
    try {
        watcher.watch(torch::tensor(loss, torch::kDouble), state);
        watcher.check(state);
    } catch (const TrainError& error) {
        return error.error().str();
    }
    return {};
}

}  // namespace lathe::test
