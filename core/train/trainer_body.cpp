#include "core/train/trainer_body.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/DeviceGuard.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/version.h>
#include <unistd.h>

#include <mutex>
#include <new>

#include "core/train/blas.h"
#include "core/train/callbacks/early_stopping.h"
#include "core/train/callbacks/model_checkpoint.h"
#include "core/train/callbacks/model_summary.h"
#include "core/train/checkpoint.h"
#include "core/train/data/data_registry.h"
#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/rng.h"
#include "core/train/tasks/classifier.h"
#include "core/train/trainer.h"

namespace lathe::train {

namespace {

torch::Device to_torch(device::DeviceId id) {
    if (id.is_cpu()) return torch::kCPU;
    if (!at::globalContext().hasCUDA()) {
        throw TrainError("this LibTorch was built without CUDA and cannot use " + id.str(),
                         "set hw.device to cpu, or use a LibTorch with CUDA", "hw.device");
    }
    return {torch::kCUDA, static_cast<c10::DeviceIndex>(id.gpu)};
}

// Threads and numeric modes of this thread.
void prepare_thread(const HardwareOptions& hardware, const TrainerOptions& options) {
    const auto cores = static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
    at::set_num_threads(hardware.threads > 0 ? static_cast<int>(hardware.threads) : cores);
    prepare_blas();
    at::globalContext().setDeterministicAlgorithms(options.deterministic, /*warn_only=*/false);
    at::globalContext().setDeterministicCuDNN(options.deterministic);
    torch::autograd::AnomalyMode::set_enabled(options.detect_anomaly);
}

// A pass of one empty sample, so that a network that does not fit is refused before training, with a sentence.
void check_fit(Network& network, const InputSpec& input, const std::string& name) {
    const torch::NoGradGuard no_grad;
    const bool was_training = network.is_training();
    network.eval();
    const std::string shape =
        std::to_string(input.channels) + "x" + std::to_string(input.height) + "x" + std::to_string(input.width);
    torch::Tensor answer;
    try {
        answer = network.forward(torch::zeros({1, input.channels, input.height, input.width}));
    } catch (const c10::Error& error) {
        throw TrainError("network " + name + " does not fit samples of " + shape + ": " + first_line(error),
                         "choose another network, or change its options", "network");
    }
    if (answer.dim() != 2 || answer.size(1) != input.classes) {
        throw TrainError("network " + name + " does not give " + std::to_string(input.classes) + " answers for each " +
                             shape + " sample",
                         {}, "network");
    }
    network.train(was_training);
}

std::shared_ptr<Classifier> make_module(const config::Value& config, const InputSpec& input, std::uint64_t seed,
                                        torch::Device device) {
    // LibTorch's default generator is one per process: trials that start at once draw their weights one after another.
    static std::mutex seeding;
    const std::lock_guard lock(seeding);
    seed_generators(seed, device);
    auto network = make_network(config, input);
    check_fit(*network, input, config.string_or("network.name", "lenet"));
    return std::make_shared<Classifier>(std::move(network), config);
}

std::vector<std::shared_ptr<Callback>> make_callbacks(const config::Value& config, const TrainerOptions& options) {
    std::vector<std::shared_ptr<Callback>> callbacks;
    if (options.enable_model_summary) callbacks.push_back(std::make_shared<ModelSummary>());
    const auto stopping = read<EarlyStoppingOptions>(config);
    if (stopping.enable) callbacks.push_back(std::make_shared<EarlyStopping>(stopping));
    // Last, so that checkpoints hold what the others have decided.
    if (options.enable_checkpointing && options.fast_dev_run == 0) {
        callbacks.push_back(std::make_shared<ModelCheckpoint>(read<CheckpointOptions>(config)));
    }
    return callbacks;
}

config::Value facts(const TrainerOptions& options, const HardwareOptions& hardware, torch::Device device) {
    config::Dict facts;
    facts.emplace_back("seed", options.seed);
    facts.emplace_back("device", device.str());
    facts.emplace_back("threads", static_cast<std::int64_t>(at::get_num_threads()));
    facts.emplace_back("workers", hardware.num_workers);
    facts.emplace_back("precision", options.precision);
    facts.emplace_back("deterministic", options.deterministic);
    facts.emplace_back("torch", std::string(TORCH_VERSION));
    facts.emplace_back("blas", blas_description());
    return config::Value(std::move(facts));
}

void load_best(Trainer& trainer, const std::filesystem::path& folder) {
    const auto path = folder / "checkpoints" / "best.pt";
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) return;
    trainer.load_weights(value_or_throw(read_checkpoint(path)));
}

run::TrialOutcome run_trial(run::TrialContext& context) {
    const config::Value& config = context.config;
    const auto options = read<TrainerOptions>(config);
    const auto hardware = read<HardwareOptions>(config);
    prepare_thread(hardware, options);
    const torch::Device device = to_torch(context.device);
    const c10::OptionalDeviceGuard guard(device.is_cuda() ? c10::make_optional(device) : c10::nullopt);

    const auto seed = static_cast<std::uint64_t>(options.seed);
    const DataSets data = load_data(config, seed);
    const auto module = make_module(config, data.input, seed, device);

    Environment environment;
    environment.folder = context.folder;
    environment.device = device;
    environment.stop = context.stop;
    environment.pause = &context.pause;
    environment.metrics = &context.metrics;
    environment.objective = &context.objective;
    environment.progress = &context.progress;
    environment.config = config;
    Trainer trainer(options, environment, make_callbacks(config, options));

    run::TrialOutcome outcome;
    outcome.facts = facts(options, hardware, device);
    const End end = trainer.fit(*module, data, context.resume);
    const LoopState& state = trainer.state();
    outcome.end = end == End::finished        ? run::TrialOutcome::End::finished
                  : end == End::early_stopped ? run::TrialOutcome::End::early_stopped
                                              : run::TrialOutcome::End::stopped;
    outcome.reason = state.stop_reason;
    // The assessor gave this trial up: its test would only take time from the others.
    if (end != End::stopped && !state.stop_now) {
        if (options.test_weights == "best") load_best(trainer, context.folder);
        trainer.test(*module, data);
        if (context.stop.stop_requested()) outcome.end = run::TrialOutcome::End::stopped;
    }
    outcome.metrics = trainer.metrics();
    outcome.steps = state.step;
    outcome.epochs = state.epoch;
    return outcome;
}

}  // namespace

Result<run::TrialOutcome> TrainerBody::run(run::TrialContext& context) {
    try {
        return run_trial(context);
    } catch (...) {
        return fail(describe_current_exception());
    }
}

}  // namespace lathe::train
