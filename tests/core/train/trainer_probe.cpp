// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/train/trainer_probe.h"

#include <algorithm>
#include <filesystem>

#include <torch/nn/modules/linear.h>
#include <torch/optim/sgd.h>

#include "core/train/callbacks/early_stopping.h"
#include "core/train/callbacks/model_checkpoint.h"
#include "core/train/callbacks/weight_averaging.h"
#include "core/train/data/data_registry.h"
#include "core/train/data/tensor_set.h"
#include "core/train/failure.h"
#include "core/train/loss/loss.h"
#include "core/train/models/network.h"
#include "core/train/module.h"
#include "core/train/optim/optimizer.h"
#include "core/train/trainer.h"

namespace lathe::test {

using namespace train;

namespace {

// Writes hooks down; as the module, so that each is seen once.
class Linear : public Module {
  public:
    Linear(const Probe& probe, Traced& traced) : probe_(probe), traced_(traced) {
        weight_ = register_parameter("weight", torch::full({1}, 0.5));
    }

    torch::Tensor training_step(const Batch& data, std::int64_t) override {
        note("training_step");
        ++traced_.train_batches;
        const torch::Tensor loss = (data.x * weight_ - data.y).square().mean();
        log("train_loss", loss, {.on_step = true, .on_epoch = true});
        if (probe_.logged) log("logged", torch::full(*probe_.logged, 3.0), {.on_step = true, .on_epoch = true});
        return loss;
    }
    void validation_step(const Batch& data, std::int64_t) override {
        note("validation_step");
        ++val_batches_;
        const auto index = std::min(validation_, probe_.val_scores.size() - 1);
        log("val_loss", probe_.val_scores.empty() ? (data.x * weight_ - data.y).square().mean()
                                                  : torch::tensor(probe_.val_scores[index], torch::kDouble));
    }
    void test_step(const Batch&, std::int64_t) override { note("test_step"); }
    torch::Tensor predict_step(const Batch& data, std::int64_t) override { return data.x * weight_; }
    OptimizerSet configure_optimizers(std::int64_t) override {
        note("configure_optimizers");
        if (probe_.optimizers == Probe::Optimizers::none) return {};
        if (probe_.optimizers == Probe::Optimizers::one_that_is_empty) return Optimization{};
        if (probe_.optimizers == Probe::Optimizers::one_without_parameters)
            return Optimization{std::make_unique<torch::optim::SGD>(std::vector<torch::Tensor>{}, 0.1), nullptr};
        return Optimization{std::make_unique<torch::optim::SGD>(parameters(), torch::optim::SGDOptions(0.01)), nullptr};
    }

    void setup(Trainer&) override { note("setup"); }
    void configure_model() override { note("configure_model"); }
    void on_fit_start(Trainer&) override { note("on_fit_start"); }
    void on_sanity_check_start(Trainer&) override { note("on_sanity_check_start"); }
    void on_sanity_check_end(Trainer&) override { note("on_sanity_check_end"); }
    void on_train_start(Trainer&) override { note("on_train_start"); }
    void on_train_epoch_start(Trainer&) override { note("on_train_epoch_start"); }
    void on_train_batch_start(Trainer&, const Batch&, std::int64_t) override { note("on_train_batch_start"); }
    void on_before_zero_grad(Trainer&) override { note("on_before_zero_grad"); }
    void on_before_backward(Trainer&, const torch::Tensor&) override { note("on_before_backward"); }
    void on_after_backward(Trainer&) override { note("on_after_backward"); }
    void on_before_optimizer_step(Trainer&) override { note("on_before_optimizer_step"); }
    void on_train_batch_end(Trainer& trainer, const torch::Tensor&, const Batch&, std::int64_t batch) override {
        note("on_train_batch_end");
        if (probe_.stop_at_batch == batch) trainer.request_stop("asked to");
    }
    void on_train_epoch_end(Trainer&) override { note("on_train_epoch_end"); }
    void on_train_end(Trainer&) override { note("on_train_end"); }
    void on_fit_end(Trainer&) override { note("on_fit_end"); }
    void teardown(Trainer&) override { note("teardown"); }
    void on_exception(Trainer&) override { note("on_exception"); }
    void on_validation_start(Trainer&) override { note("on_validation_start"); }
    void on_validation_epoch_start(Trainer&) override { note("on_validation_epoch_start"); }
    void on_validation_batch_start(Trainer&, const Batch&, std::int64_t) override { note("on_validation_batch_start"); }
    void on_validation_batch_end(Trainer&, const Batch&, std::int64_t) override { note("on_validation_batch_end"); }
    void on_validation_epoch_end(Trainer&) override { note("on_validation_epoch_end"); }
    void on_validation_end(Trainer& trainer) override {
        note("on_validation_end");
        if (!trainer.sanity_checking()) {
            traced_.validated_at.push_back(trainer.state().step);
            ++validation_;
        }
        traced_.val_batch_counts.push_back(val_batches_);
        val_batches_ = 0;
    }

  private:
    void note(const char* call) { traced_.calls.emplace_back(call); }

    const Probe& probe_;
    Traced& traced_;
    torch::Tensor weight_;
    std::size_t validation_ = 0;
    std::int64_t val_batches_ = 0;
};

// A layer that stands in the module under several names, and is used once.
class Layered : public Module {
  public:
    explicit Layered(int names) {
        layer_->weight.data().fill_(0.25);
        layer_->bias.data().fill_(-1);
        for (int i = 0; i < names; ++i) register_module("layer" + std::to_string(i), layer_);
    }
    torch::Tensor training_step(const Batch& data, std::int64_t) override {
        return (layer_(data.x.unsqueeze(1)).squeeze(1) - data.y).square().mean();
    }
    OptimizerSet configure_optimizers(std::int64_t) override {
        return Optimization{
            std::make_unique<torch::optim::SGD>(parameters(), torch::optim::SGDOptions(0.1).momentum(0.5)), nullptr};
    }
    std::vector<double> weights() const { return {layer_->weight.item<double>(), layer_->bias.item<double>()}; }

  private:
    torch::nn::Linear layer_{1, 1};
};

struct TracedPoints : run::MetricSink {
    explicit TracedPoints(Traced& t) : traced(t) {}
    run::SeriesId series(const std::string& name) override {
        names.push_back(name);
        return static_cast<run::SeriesId>(names.size() - 1);
    }
    void report(run::SeriesId id, std::int64_t step, double value) override {
        traced.points[names[id]].emplace_back(step, value);
    }
    void log(const std::string&) override {}

    Traced& traced;
    std::vector<std::string> names;
};

// What a data set of somebody's own may get wrong.
class ProbedSet : public TensorSet {
  public:
    ProbedSet(torch::Tensor x, torch::Tensor y, Probe::Batches batches)
        : TensorSet(std::move(x), std::move(y)), batches_(batches) {}
    Batch get(std::span<const std::int64_t> indices, std::uint64_t seed) const override {
        Batch batch = TensorSet::get(indices, seed);
        if (batches_ == Probe::Batches::without_size) batch.size = 0;
        if (batches_ == Probe::Batches::with_a_row_more) batch.x = torch::cat({batch.x, batch.x.slice(0, 0, 1)});
        if (batches_ == Probe::Batches::without_answers) batch.y = torch::Tensor();
        return batch;
    }

  private:
    Probe::Batches batches_;
};

std::shared_ptr<const Dataset> line(int samples, Probe::Batches batches = Probe::Batches::good) {
    const torch::Tensor x = torch::arange(1, samples + 1, torch::kFloat32);
    return std::make_shared<ProbedSet>(x / samples, 2 * x / samples, batches);
}

}  // namespace

int Traced::count(const std::string& call) const {
    return static_cast<int>(std::count(calls.begin(), calls.end(), call));
}

Traced trace(const Probe& probe) {
    Traced traced;
    DataSets data;
    data.train = line(probe.samples, probe.batches);
    if (probe.val_samples > 0) data.val = line(probe.val_samples);
    TracedPoints points(traced);
    Environment environment;
    environment.folder = probe.folder;
    environment.metrics = &points;
    std::vector<std::shared_ptr<Callback>> callbacks;
    if (probe.early_stopping) callbacks.push_back(std::make_shared<EarlyStopping>(*probe.early_stopping));
    if (probe.checkpoint) callbacks.push_back(std::make_shared<ModelCheckpoint>(*probe.checkpoint));
    Linear module(probe, traced);
    try {
        Trainer trainer(probe.trainer, environment, callbacks);
        const run::TrialEnding end = trainer.fit(module, data);
        traced.end = end == run::TrialEnding::finished  ? "finished"
                     : end == run::TrialEnding::stopped ? "stopped"
                                                        : "early_stopped";
        traced.reason = trainer.state().stop_reason;
        traced.steps = trainer.state().step;
        traced.epochs = trainer.state().epoch;
    } catch (const TrainError& error) {
        traced.error = error.error().str();
    }
    traced.weight = module.parameters().front().item<double>();
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(probe.folder + "/checkpoints", ignored)) {
        traced.files.push_back(entry.path().filename().string());
    }
    std::sort(traced.files.begin(), traced.files.end());
    return traced;
}

std::vector<double> train_layer(int names, const TrainerOptions& options, bool ema) {
    DataSets data;
    data.train = line(12);
    data.val = line(4);  // the weights change places for it
    std::vector<std::shared_ptr<Callback>> callbacks;
    EmaOptions averaging;
    averaging.decay = 0.5;
    if (ema) callbacks.push_back(std::make_shared<WeightAveraging>(averaging));
    Layered module(names);
    Trainer trainer(options, Environment{}, callbacks);
    trainer.fit(module, data);
    return module.weights();
}

std::pair<int, std::string> first_stop(const EarlyStoppingOptions& options, const std::vector<double>& values) {
    EarlyStopping stopping(options);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (const auto reason = stopping.check(values[i])) return {static_cast<int>(i), *reason};
    }
    return {-1, {}};
}

std::vector<std::vector<double>> optimize(const config::Value& config, int steps) {
    const torch::Tensor c = torch::tensor({1.0, 2.0, -3.0}, torch::kDouble);
    torch::Tensor p = torch::tensor({0.5, -1.0, 2.0}, torch::kDouble).requires_grad_();
    const auto optimizer = make_optimizer(config, std::vector<torch::Tensor>{p});
    std::vector<std::vector<double>> path;
    for (int i = 0; i < steps; ++i) {
        const auto closure = [&] {
            optimizer->zero_grad();
            torch::Tensor loss = (c * p - 1).square().sum();
            loss.backward();
            return loss;
        };
        if (needs_closure(config)) {
            optimizer->step(closure);
        } else {
            closure();
            optimizer->step();
        }
        const auto* values = p.data_ptr<double>();
        path.emplace_back(values, values + p.numel());
    }
    return path;
}

std::vector<double> schedule(const config::Value& config, double base, int steps, const std::vector<double>& metrics) {
    const auto scheduler = make_scheduler(config, steps);
    std::vector<double> rates;
    for (int i = 0; i < steps; ++i) {
        rates.push_back(scheduler->lr(base));
        scheduler->advance(metrics.empty() ? 0 : metrics[static_cast<std::size_t>(i)]);
    }
    return rates;
}

std::vector<double> momenta(const config::Value& config, int steps) {
    const auto scheduler = make_scheduler(config, steps);
    std::vector<double> all;
    for (int i = 0; i < steps && scheduler->momentum(); ++i) {
        all.push_back(*scheduler->momentum());
        scheduler->advance(0);
    }
    return all;
}

std::string checkpoint_name(const std::string& pattern, const std::map<std::string, double>& values) {
    return train::checkpoint_name(pattern, values);
}

std::string told_of(const std::string& message) {
    try {
        TORCH_CHECK(false, message);
    } catch (...) {
        return describe_current_exception().str();
    }
    return {};
}

std::vector<std::string> names_of(const std::string& group) {
    if (group == "network") return network_names();
    if (group == "data") return data_names();
    if (group == "opt") return optimizer_names();
    if (group == "loss") return loss_names();
    return scheduler_names();
}

}  // namespace lathe::test
