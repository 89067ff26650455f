// The Trainer's epoch of LeNet on Fashion-MNIST over a bare LibTorch loop: the same network, images, batches and
// threads, turn by turn in one process. Argument 1: batches of an epoch (default 300).
#include <ATen/Parallel.h>
#include <torch/optim/adam.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <numeric>

#include "core/train/blas.h"
#include "core/train/data/mnist.h"
#include "core/train/models/lenet.h"
#include "core/train/rng.h"
#include "core/train/tasks/classifier.h"
#include "core/train/threading.h"
#include "core/train/trainer.h"
#include "tests/bench/figure.h"

namespace {

using namespace lathe;
using namespace lathe::train;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t batch_size = 64;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// A record that costs nothing, so that the Trainer alone is measured.
struct NoMetrics : run::MetricSink {
    run::SeriesId series(const std::string& name) override {
        names.push_back(name);
        return static_cast<run::SeriesId>(names.size() - 1);
    }
    void report(run::SeriesId, std::int64_t, double value) override { sum += value; }
    void log(const std::string&) override {}
    std::vector<std::string> names;
    double sum = 0;
};

struct EpochTimer : Callback {
    void on_train_epoch_start(Trainer&) override { start = Clock::now(); }
    void on_train_epoch_end(Trainer&) override { seconds = seconds_since(start); }
    Clock::time_point start;
    double seconds = 0;
};

std::shared_ptr<LeNet> make_lenet(const InputSpec& input) {
    seed_generators(1, torch::kCPU);
    return std::make_shared<LeNet>(LeNetOptions{}, input);
}

double bare_epoch(const InputSpec& input, const torch::Tensor& images, const torch::Tensor& labels,
                  std::int64_t batches) {
    const auto network = make_lenet(input);
    network->train();
    torch::optim::Adam optimizer(network->parameters(), torch::optim::AdamOptions(1e-3));
    const auto start = Clock::now();
    const torch::Tensor order = torch::randperm(images.size(0));
    double sum = 0;
    for (std::int64_t i = 0; i < batches; ++i) {
        const torch::Tensor index = order.slice(0, i * batch_size, (i + 1) * batch_size);
        const torch::Tensor loss =
            at::cross_entropy_loss(network->forward(images.index_select(0, index)), labels.index_select(0, index));
        for (auto& parameter : network->parameters()) parameter.mutable_grad().reset();
        loss.backward();
        optimizer.step();
        if ((i + 1) % 50 == 0) sum += loss.item<double>();
    }
    const double seconds = seconds_since(start);
    if (sum < 0) std::abort();
    return seconds;
}

double trainer_epoch(const DataSets& data, std::int64_t batches, std::int64_t log_every) {
    TrainerOptions options;
    options.batch_size = batch_size;
    options.epochs = 1;
    options.limit_train_batches = config::Value(batches);
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
    Classifier module(make_lenet(data.input), config::Value(config::Dict{}));
    Trainer trainer(options, environment, {timer});
    trainer.fit(module, data);
    return timer->seconds;
}

}  // namespace

int main(int argc, char** argv) {
    prepare_environment();
    prepare_blas();
    at::set_num_threads(static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)));
    const std::int64_t batches = argc > 1 ? std::atoll(argv[1]) : 300;

    ImageOptions options;
    const DataSets data = load_mnist("/usr/share/datasets/fashion-mnist", options, 1);
    std::vector<std::int64_t> all(static_cast<std::size_t>(data.train->size()));
    std::iota(all.begin(), all.end(), 0);
    const Batch tensors = data.train->get(all);

    bare_epoch(data.input, tensors.x, tensors.y, 50);
    trainer_epoch(data, 50, 50);
    std::vector<double> ratios;
    std::vector<double> every_step;
    std::vector<double> bare;
    for (int turn = 0; turn < 9; ++turn) {
        const double alone = bare_epoch(data.input, tensors.x, tensors.y, batches);
        bare.push_back(alone);
        ratios.push_back(trainer_epoch(data, batches, 50) / alone);
        every_step.push_back(trainer_epoch(data, batches, 1) / alone);
    }
    std::printf("  LeNet, Fashion-MNIST, batches of %lld, %d threads, %s: bare loop %.2f ms a batch\n",
                static_cast<long long>(batch_size), at::get_num_threads(), blas_description().c_str(),
                1e3 * bench::median(bare) / static_cast<double>(batches));
    return bench::report({{"Trainer's epoch over a bare loop", bench::median(ratios), 1.05, "x"},
                          {"the same, logging every step", bench::median(every_step), 1.05, "x"}});
}
