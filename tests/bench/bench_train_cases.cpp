// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench_train_cases.h"

#include <torch/optim/adam.h>
#include <torch/types.h>

#include <chrono>
#include <cstdlib>
#include <numeric>

#include "core/train/data/mnist.h"
#include "core/train/data/tensor_set.h"
#include "core/train/rng.h"
#include "core/train/tasks/supervised.h"
#include "core/train/trainer.h"

namespace lathe::bench_train {

using namespace train;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// A record that costs nothing, so that the Trainer alone is measured.
struct NoMetrics : run::MetricSink {
    run::SeriesId series(const std::string&) override { return count++; }
    void report(run::SeriesId, std::int64_t, double value) override { sum += value; }
    void log(const std::string&) override {}
    run::SeriesId count = 0;
    double sum = 0;
};

struct EpochTimer : Callback {
    void on_train_epoch_start(Trainer&) override { start = Clock::now(); }
    void on_train_epoch_end(Trainer&) override { seconds = seconds_since(start); }
    Clock::time_point start;
    double seconds = 0;
};

config::Value config_of(const std::vector<std::pair<std::string, config::Value>>& values) {
    config::Value config{config::Dict{}};
    for (const auto& [key, value] : values) config.set(key, value);
    return config;
}

DataSets random_characters() {
    constexpr std::int64_t samples = 2048;
    constexpr std::int64_t length = 64;
    constexpr std::int64_t alphabet = 64;
    DataSets sets;
    const torch::Tensor text = torch::randint(alphabet, {samples, length + 1}, torch::kInt64);
    sets.train = std::make_shared<TensorSet>(text.slice(1, 0, length).contiguous(), text.slice(1, 1).contiguous());
    sets.input = {1, length, 1, alphabet, SampleKind::text, Task::language_model};
    return sets;
}

DataSets random_rows() {
    constexpr std::int64_t samples = 8192;
    constexpr std::int64_t columns = 16;
    DataSets sets;
    sets.train =
        std::make_shared<TensorSet>(torch::randn({samples, columns}), torch::randint(2, {samples}, torch::kInt64));
    sets.input = {columns, 1, 1, 2, SampleKind::table};
    return sets;
}

}  // namespace

std::shared_ptr<Network> TrainingCase::network() const {
    seed_generators(1, torch::kCPU);
    return make_network(config, data.input);
}

void TrainingCase::take_all() {
    std::vector<std::int64_t> every(static_cast<std::size_t>(data.train->size()));
    std::iota(every.begin(), every.end(), 0);
    all = data.train->get(every, 0);
}

TrainingCase lenet_case(std::int64_t batches) {
    return {"lenet", config_of({{"network.name", "lenet"}}), 64, batches,
            load_mnist("/usr/share/datasets/fashion-mnist", ImageOptions(), 1)};
}

std::vector<TrainingCase> training_cases(std::int64_t batches) {
    TrainingCase lenet = lenet_case(batches);
    lenet.take_all();
    std::vector<TrainingCase> cases;
    // On the same images.
    const auto add_network = [&](const char* name, std::int64_t of_an_epoch, config::Value config) {
        TrainingCase one = lenet;
        one.name = name;
        one.batches = of_an_epoch;
        one.config = std::move(config);
        cases.push_back(std::move(one));
    };
    const auto add_data = [&](const char* name, std::int64_t batch_size, std::int64_t of_an_epoch, DataSets data,
                              config::Value config) {
        TrainingCase& one =
            cases.emplace_back(TrainingCase{name, std::move(config), batch_size, of_an_epoch, std::move(data)});
        one.take_all();
    };
    const std::int64_t fewer = batches / 10 + 1;
    cases.push_back(lenet);
    add_network("mlp", batches, config_of({{"network.name", "mlp"}}));
    add_network("resnet9", fewer, config_of({{"network.name", "resnet"}, {"network.width", 8}}));
    add_data("transformer", 16, fewer, random_characters(),
             config_of({{"network.name", "transformer"},
                        {"network.width", 64},
                        {"network.feed_forward", 256},
                        {"network.dropout", 0.0}}));
    add_data("tiny_mlp", 32, 250, random_rows(),
             config_of({{"network.name", "mlp"}, {"network.hidden", config::List{std::int64_t{16}}}}));
    return cases;
}

double bare_epoch(const TrainingCase& one) {
    const auto network = one.network();
    network->train();
    torch::optim::Adam optimizer(network->parameters(), torch::optim::AdamOptions(1e-3));
    const bool is_text = one.data.input.kind == SampleKind::text;
    const auto start = Clock::now();
    const torch::Tensor order = torch::randperm(one.all.size);
    double sum = 0;
    for (std::int64_t i = 0; i < one.batches; ++i) {
        const torch::Tensor index = order.slice(0, i * one.batch_size, (i + 1) * one.batch_size);
        const torch::Tensor output = network->forward(one.all.x.index_select(0, index));
        const torch::Tensor loss =
            at::cross_entropy_loss(is_text ? output.transpose(1, 2) : output, one.all.y.index_select(0, index));
        for (auto& parameter : network->parameters()) parameter.mutable_grad().reset();
        loss.backward();
        optimizer.step();
        if ((i + 1) % 50 == 0) sum += loss.item<double>();
    }
    const double seconds = seconds_since(start);
    if (sum < 0) std::abort();
    return seconds;
}

double trainer_epoch(const TrainingCase& one, std::int64_t log_every) {
    TrainerOptions options;
    options.batch_size = one.batch_size;
    options.epochs = 1;
    options.limit_train_batches = config::Value(one.batches);
    options.limit_val_batches = config::Value(0);
    options.enable_checkpointing = false;
    options.log_every_n_steps = log_every;
    NoMetrics metrics;
    run::PauseGate pause;
    run::Progress progress;
    Environment environment;
    environment.metrics = &metrics;
    environment.pause = &pause;
    environment.progress = &progress;
    const auto timer = std::make_shared<EpochTimer>();
    const auto module = make_task(one.network(), one.config, one.data.input);
    Trainer trainer(options, environment, {timer});
    trainer.fit(*module, one.data);
    return timer->seconds;
}

}  // namespace lathe::bench_train
