// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer_body.h"

#include <ATen/Parallel.h>
#include <c10/core/DeviceGuard.h>
#include <torch/version.h>

#include <fmt/format.h>

#include "core/base/plural.h"
#include "core/train/blas.h"
#include "core/train/callbacks/callback_registry.h"
#include "core/train/checkpoint.h"
#include "core/train/data/data_registry.h"
#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/module.h"
#include "core/train/parallel/rank_group.h"
#include "core/train/parallel/together.h"
#include "core/train/setup.h"
#include "core/train/tasks/supervised.h"
#include "core/train/trainer.h"
#include "core/train/trial_outlook.h"
#include "core/train/use/test_collector.h"
#include "core/train/weights.h"
#include "core/train/weights_digest.h"

namespace lathe::train {

namespace {

config::Value facts(const TrainerOptions& options, const HardwareOptions& hardware, torch::Device device, int ranks) {
    config::Dict facts;
    facts.emplace_back("seed", options.seed);
    facts.emplace_back("device", device.str());
    facts.emplace_back("ranks", std::int64_t{ranks});
    facts.emplace_back("threads", static_cast<std::int64_t>(at::get_num_threads()));
    facts.emplace_back("workers", hardware.num_workers);
    facts.emplace_back("precision", options.precision);
    facts.emplace_back("deterministic", options.deterministic);
    facts.emplace_back("torch", std::string(TORCH_VERSION));
    facts.emplace_back("blas", blas_description());
    return config::Value(std::move(facts));
}

std::string batches_of_ranks(const RankGroup& ranks, const TrainerOptions& options) {
    return fmt::format("{} ranks, each with batches of {}: {} a batch together", ranks.size(),
                       counted(options.batch_size, "sample"), counted(ranks.size() * options.batch_size, "sample"));
}

// The weights that are tested: those that the training ended with, or the best ones. The checkpoint that has them.
std::string choose_weights(Trainer& trainer, const config::Value& config) {
    const std::string& wanted = trainer.options().test_weights;
    if (wanted == "last" || (wanted == "auto" && !end_by_validation(trainer.options(), config))) return "last.pt";
    const auto path = trainer.folder() / "checkpoints" / "best.pt";
    std::error_code ignored;
    if (!trainer.ranks().share(std::filesystem::exists(path, ignored))) {
        if (wanted == "auto") return "last.pt";  // nothing was validated, or no checkpoint was wanted
        throw TrainError("the weights of the best checkpoint are to be tested, and none was kept",
                         "set test.weights to last, or correct checkpoint.monitor", "test.weights");
    }
    if (trainer.ranks().is_first()) load_weights(trainer.module(), value_or_throw(read_checkpoint(path)));
    trainer.ranks().share_weights(trainer.module());
    trainer.log_line("the best weights are tested");
    return path.filename().string();
}

// Tests the module, and writes down beside the record what it got wrong. Of several ranks each sees a part of the
// samples; `lathectl test` writes it down for such a trial.
void test_and_record(Trainer& trainer, Module& module, const DataSets& data, const std::string& checkpoint) {
    auto* task = dynamic_cast<Supervised*>(&module);
    const bool records = task != nullptr && data.test && trainer.ranks().is_alone() && !trainer.folder().empty();
    TestCollector collector(data.input, data.report.class_names, data.fitted);
    if (records) task->observe_tests(&collector);
    const auto metrics = trainer.test(module, data);
    if (!records) return;
    task->observe_tests(nullptr);
    if (!metrics) return;
    store::TestRecord record = collector.record({});
    record.part = "test";
    record.checkpoint = checkpoint;
    record.metrics = *metrics;
    const auto written = store::write_test_record(store::test_folder(trainer.folder()), record, collector.pictures());
    if (!written) trainer.log_line("what the test got wrong is not recorded: " + written.error().str());
}

// Before the first batch: what waits in vain is said in the log, or ends the trial.
class OutlookCallback : public Callback {
  public:
    OutlookCallback(const DataSets& data, const config::Value& config) : data_(data), config_(config) {}

    void on_fit_start(Trainer& trainer) override {
        const run::TrialCheck check = outlook(trainer, trainer.module(), data_, config_);
        for (const std::string& note : check.notes) trainer.log_line("note: " + note);
        if (!check.errors.empty()) throw TrainError(check.errors.front());
    }

  private:
    const DataSets& data_;
    const config::Value& config_;
};

// Why the training ended, for the log.
std::string ending_of(const run::TrialOutcome& outcome, const Trainer& trainer) {
    const LoopState& state = trainer.state();
    const std::string done = counted(state.epoch, "epoch") + " and " + counted(state.step, "step");
    switch (outcome.end) {
        case run::TrialEnding::stopped: return "stopped after " + done + "; it can be resumed";
        case run::TrialEnding::early_stopped: return "ended early after " + done + ": " + outcome.reason;
        case run::TrialEnding::finished: break;
    }
    if (!outcome.reason.empty()) return "the validation ended it after " + done + ": " + outcome.reason;
    const auto steps = trainer.total_steps();
    if (state.epoch >= trainer.max_epochs() || (steps && state.step >= *steps)) return "ended as planned after " + done;
    return "train.max_time ended it after " + done +
           (steps ? " of " + counted(*steps, "step") + ": schedules did not come to their end" : std::string());
}

run::TrialOutcome run_trial(run::TrialContext& context, const std::vector<std::shared_ptr<Callback>>& also) {
    const config::Value& config = context.config;
    const auto options = read<TrainerOptions>(config);
    const auto hardware = read<HardwareOptions>(config);
    const torch::Device device = prepare_thread(config, context.device);
    const c10::OptionalDeviceGuard guard(device.is_cuda() ? c10::make_optional(device) : c10::nullopt);
    const auto ranks = RankGroup::meet(context.place, device);
    context.facts = facts(options, hardware, device, ranks->size());
    if (!ranks->is_alone()) context.metrics.log(batches_of_ranks(*ranks, options));
    DataSets data;
    std::shared_ptr<Module> module;
    together(*ranks, [&] {
        const Preparation preparation{context.stop, [&context](const std::string& line) { context.metrics.log(line); }};
        data = load_data(config, static_cast<std::uint64_t>(options.seed), preparation);
        module = make_module(config, data.input, device);
    });
    for (const std::string& line : data.report.lines()) context.metrics.log(line);
    context.facts.set("data", data.report.to_value());

    Environment environment;
    environment.ranks = ranks.get();
    environment.folder = context.folder;
    environment.device = device;
    environment.stop = context.stop;
    environment.pause = &context.pause;
    if (ranks->is_first()) {
        environment.metrics = &context.metrics;
        environment.objective = &context.objective;
    }
    environment.progress = &context.progress;
    environment.config = config;
    environment.workers = hardware.num_workers;
    auto callbacks = make_callbacks(config, options);
    callbacks.insert(callbacks.begin(), also.begin(), also.end());
    callbacks.insert(callbacks.begin(), std::make_shared<OutlookCallback>(data, config));
    Trainer trainer(options, environment, std::move(callbacks));

    context.prepared = true;

    run::TrialOutcome outcome;
    outcome.facts = context.facts;
    outcome.end = trainer.fit(*module, data, context.resume ? Trainer::Begin::resumed : Trainer::Begin::anew);
    if (outcome.end != run::TrialEnding::stopped) outcome.facts.set("weights", weights_digest(*module));
    const LoopState& state = trainer.state();
    outcome.reason = state.stop_reason;
    // Where the end was left to the validation, that is the end that was planned.
    if (outcome.end == run::TrialEnding::early_stopped && !state.stop_now && end_by_validation(options, config))
        outcome.end = run::TrialEnding::finished;
    trainer.log_line(ending_of(outcome, trainer));
    // The assessor gave this trial up: its test would only take time from the others.
    if (outcome.end != run::TrialEnding::stopped && !state.stop_now) {
        const std::string checkpoint = choose_weights(trainer, config);
        test_and_record(trainer, *module, data, checkpoint);
        if (ranks->share(context.stop.stop_requested())) outcome.end = run::TrialEnding::stopped;
    }
    outcome.metrics = trainer.metrics();
    outcome.steps = state.step;
    outcome.epochs = state.epoch;
    return outcome;
}

}  // namespace

Result<run::TrialOutcome> TrainerBody::run(run::TrialContext& context) {
    try {
        return run_trial(context, also_);
    } catch (const PreparationStopped&) {
        context.metrics.log("stopped while the data were prepared; it can be resumed");
        run::TrialOutcome outcome;
        outcome.end = run::TrialEnding::stopped;
        outcome.facts = context.facts;
        return outcome;
    } catch (...) {
        return fail(describe_current_exception());
    }
}

}  // namespace lathe::train
