// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/run/fixtures.h"

#include "core/base/files.h"

namespace lathe::run {

std::vector<device::Device> FakeInventory::list() {
    std::vector<device::Device> devices(1);
    devices[0].threads = threads_;
    for (int i = 0; i < gpus_; ++i) {
        device::Device gpu;
        gpu.id = device::DeviceId{i};
        devices.push_back(gpu);
    }
    return devices;
}

Result<TrialOutcome> FakeBody::run(TrialContext& context) {
    try {
        if (training_.at_start) training_.at_start(context);
    } catch (const Error& error) {
        return fail(error);
    }
    const int epochs = static_cast<int>(context.config.int_or("train.epochs", 3));
    const int steps = static_cast<int>(context.config.int_or("train.steps", 4));
    const double lr = context.config.number_or("opt.lr", 0.1);
    const auto checkpoint = context.folder / "checkpoints" / "last.pt";
    int epoch = 0;
    if (context.resume) {
        const auto text = read_file(checkpoint);
        const auto start = read_file(context.folder / "checkpoints" / "start.pt");
        if (text) epoch = std::stoi(*text);
        else if (start) epoch = std::stoi(*start);
    }
    context.progress.total_epochs = epochs;
    context.progress.total_steps = epochs * steps;
    const auto train_loss = context.metrics.series("train_loss");
    const auto val_loss = context.metrics.series("val_loss");

    TrialOutcome outcome;
    outcome.facts.set("seed", 42);
    while (epoch < epochs) {
        for (int step = 0; step < steps; ++step) {
            context.pause.wait(context.stop);
            if (context.stop.stop_requested()) {
                outcome.end = TrialEnding::stopped;
                return outcome;
            }
            const int global = epoch * steps + step + 1;
            context.metrics.report(train_loss, global, 1.0 / global);
            context.progress.step = outcome.steps = global;
        }
        ++epoch;
        const double loss = training_.loss ? training_.loss(context, epoch) : (lr - 0.3) * (lr - 0.3) + 1.0 / epoch;
        context.metrics.report(val_loss, epoch * steps, loss);
        outcome.metrics["val_loss"] = loss;
        context.progress.epoch = outcome.epochs = epoch;
        if (const auto saved = write_file_atomically(checkpoint, std::to_string(epoch)); !saved)
            return fail(saved.error());
        const auto reason = context.objective.report(epoch, {{"val_loss", loss}});
        if (training_.after_epoch) training_.after_epoch(context, epoch);
        if (reason) {
            outcome.end = TrialEnding::early_stopped;
            outcome.reason = *reason;
            return outcome;
        }
    }
    outcome.metrics["test_loss"] = 0.5;
    return outcome;
}

void Door::open() {
    {
        const std::lock_guard lock(mutex_);
        open_ = true;
    }
    changed_.notify_all();
}

void Door::wait(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, stop, [this] { return open_; });
}

void Door::wait_until_somebody_waits(int number) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= number; });
}

search::Experiment fake_experiment(int max_trials, int concurrency, const std::string& tuner) {
    search::Experiment experiment;
    experiment.name = "quadratic";
    experiment.text = "lathe: 1  # with a comment\nname: quadratic\n";
    experiment.config = config::Value(config::Dict{});
    experiment.config.set("opt.lr", 0.1);
    experiment.config.set("train.epochs", 3);
    experiment.config.set("train.steps", 4);
    const auto space = parse_json(R"({"opt.lr": {"_type": "uniform", "_value": [0.0, 1.0]}})");
    experiment.space = *space::Space::parse(config::from_json(*space));
    experiment.search.objective = search::Objective{};
    experiment.search.tuner = {tuner, config::Value(config::Dict{})};
    experiment.search.tuner.args.set("seed", 0);
    experiment.search.max_trials = max_trials;
    experiment.search.concurrency = concurrency;
    return experiment;
}

namespace {

class FakeRunningTrial final : public RunningTrial {
  public:
    explicit FakeRunningTrial(std::shared_ptr<FakeExecutor::Trial> trial) : trial_(std::move(trial)) {}
    void request_stop() override { trial_->stop_requested = true; }
    void set_paused(bool paused) override { trial_->paused = paused; }

  private:
    std::shared_ptr<FakeExecutor::Trial> trial_;
};

}  // namespace

std::unique_ptr<RunningTrial> FakeExecutor::start(TrialJob job, TrialListener&) {
    started_.push_back(std::make_shared<Trial>(Trial{std::move(job)}));
    return std::make_unique<FakeRunningTrial>(started_.back());
}

SessionServices Workbench::services() {
    SessionServices services;
    services.catalog = &catalog;
    services.inventory = inventory.get();
    services.make_body = [this]() -> Result<std::unique_ptr<TrialBody>> {
        return std::make_unique<FakeBody>(training);
    };
    return services;
}

}  // namespace lathe::run
