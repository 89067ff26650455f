// SPDX-License-Identifier: GPL-3.0-or-later
// The Trainer's epoch of LeNet on Fashion-MNIST over a bare LibTorch loop and over python3-torch with a DataLoader: the
// same network, images, batches and threads, turn by turn in one run. Beside it what a trial's start, its memory and
// worker threads cost. Argument 1: batches of an epoch (default 300).
#include <ATen/Parallel.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <torch/optim/adam.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <numeric>
#include <thread>

#include "core/provenance/checksum_cache.h"
#include "core/run/priority.h"
#include "core/train/blas.h"
#include "core/train/data/mnist.h"
#include "core/train/models/lenet.h"
#include "core/train/rng.h"
#include "core/train/tasks/classifier.h"
#include "core/train/threading.h"
#include "core/train/trainer.h"
#include "core/train/trainer_body.h"
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
    Classifier module(make_lenet(data.input), config::Value(config::Dict{}), data.input);
    Trainer trainer(options, environment, {timer});
    trainer.fit(module, data);
    return timer->seconds;
}

// Seconds of an epoch in Python, at the best of the BLAS settings that this process has too; nothing when python3-torch
// is not there.
std::vector<double> python_epochs(int threads, std::int64_t batches, int epochs) {
    const std::string command = "OMP_NUM_THREADS=" + std::to_string(threads) +
                                " /usr/bin/python3 " LATHE_SOURCE_DIR "/tests/bench/bench_train_loop.py " +
                                std::to_string(threads) + " " + std::to_string(batches) + " " +
                                std::to_string(epochs + 1) + " 2>/dev/null";
    std::vector<double> seconds;
    FILE* out = ::popen(command.c_str(), "r");
    char line[64];
    while (out != nullptr && std::fgets(line, sizeof line, out) != nullptr) seconds.push_back(std::atof(line));
    if (out != nullptr) ::pclose(out);
    if (!seconds.empty()) seconds.erase(seconds.begin());
    return seconds;
}

// When the first batches of a trial begin.
struct FirstBatch : Callback {
    void on_validation_batch_start(Trainer&, const Batch&, std::int64_t) override { note(any); }
    void on_train_batch_start(Trainer&, const Batch&, std::int64_t) override {
        note(any);
        note(training);
    }
    void note(double& at) const {
        if (at == 0) at = 1e3 * seconds_since(start);
    }
    Clock::time_point start = Clock::now();
    double any = 0;       // ms; that of the sanity check
    double training = 0;  // ms
};

// From asking for a trial on a new thread, data in memory, with everything that a trial has by default.
FirstBatch trial_start() {
    config::Value config{config::Dict{}};
    config.set("data.name", "fashion_mnist");
    config.set("train.max_steps", 1);
    config.set("train.limit_val_batches", 2);
    config.set("train.limit_test_batches", 0);
    config.set("train.enable_checkpointing", false);
    run::PauseGate pause;
    run::Progress progress;
    NoMetrics metrics;
    struct NoObjective : run::ObjectiveSink {
        std::optional<std::string> report(std::int64_t, const std::map<std::string, double>&) override { return {}; }
    } objective;
    run::TrialContext context{config, {}, {}, {}, pause, metrics, objective, progress, false};
    const auto first = std::make_shared<FirstBatch>();
    std::jthread thread([&] {
        if (!TrainerBody({first}).run(context)) std::abort();
    });
    thread.join();
    return *first;
}

// Computes checksums of a file of 256 MB, as the background thread that records a trial's data does, until it goes.
class RunningChecksum {
  public:
    RunningChecksum() {
        std::ofstream out(file_, std::ios::binary);
        const std::string megabyte(std::size_t{1} << 20, 'x');
        for (int i = 0; i < 256; ++i) out << megabyte;
        out.close();
        thread_ = std::jthread([this](const std::stop_token& stop) {
            run::give_way_to_training();
            while (!stop.stop_requested()) {
                provenance::ChecksumCache nothing_known;
                static_cast<void>(nothing_known.checksum(file_, stop));
            }
        });
    }
    ~RunningChecksum() {
        thread_ = {};
        std::filesystem::remove(file_);
    }

  private:
    const std::filesystem::path file_ =
        std::filesystem::temp_directory_path() / ("lathe-bench-" + std::to_string(::getpid()));
    std::jthread thread_;
};

// Images a second of augmented batches alone, prepared by so many workers.
double augmented_images_per_second(std::int64_t workers, std::int64_t batches) {
    ImageOptions options;
    options.augment.pad_crop = 2;
    options.augment.flip = true;
    options.augment.rotate = 15;
    options.augment.cutout = 8;
    const DataSets data = load_mnist("/usr/share/datasets/fashion-mnist", options, 1);
    LoaderOptions settings;
    settings.batch_size = batch_size;
    settings.shuffle = true;
    settings.workers = workers;
    Loader loader(data.train, settings);
    loader.begin_epoch(0, 0);
    const auto start = Clock::now();
    for (std::int64_t i = 0; i < batches; ++i) loader.get(i);
    return static_cast<double>(batches * batch_size) / seconds_since(start);
}

// Largest resident memory, in bytes, of a child process that does `work`.
double peak_memory(const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    return status == 0 ? 1024.0 * static_cast<double>(usage.ru_maxrss) : 0;
}

}  // namespace

int main(int argc, char** argv) {
    prepare_environment();
    prepare_blas();
    run::yield_to_the_window();  // as trials run
    at::set_num_threads(static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)));
    const std::int64_t batches = argc > 1 ? std::atoll(argv[1]) : 300;

    ImageOptions options;
    const auto load = [&options] { return load_mnist("/usr/share/datasets/fashion-mnist", options, 1); };
    // In children, before this process has threads of its own: a fork has none of them.
    const double bare_memory = peak_memory([&] {
        const DataSets sets = load();
        std::vector<std::int64_t> every(static_cast<std::size_t>(sets.train->size()));
        std::iota(every.begin(), every.end(), 0);
        const Batch tensors = sets.train->get(every, 0);
        bare_epoch(sets.input, tensors.x, tensors.y, 100);
    });
    const double trainer_memory = peak_memory([&] { trainer_epoch(load(), 100, 1); });

    const DataSets data = load();
    std::vector<std::int64_t> all(static_cast<std::size_t>(data.train->size()));
    std::iota(all.begin(), all.end(), 0);
    const Batch tensors = data.train->get(all, 0);

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
    std::vector<double> beside;
    for (int turn = 0; turn < 9; ++turn) {
        const double alone = trainer_epoch(data, batches, 50);
        const RunningChecksum checksum;
        beside.push_back(trainer_epoch(data, batches, 50) / alone);
    }
    std::printf("  LeNet, Fashion-MNIST, batches of %lld, %d threads, %s: bare loop %.2f ms a batch\n",
                static_cast<long long>(batch_size), at::get_num_threads(), blas_description().c_str(),
                1e3 * bench::median(bare) / static_cast<double>(batches));
    const std::vector<double> python = python_epochs(at::get_num_threads(), batches, 5);
    trial_start();
    std::vector<double> starts;
    std::vector<double> checked;
    for (int turn = 0; turn < 15; ++turn) {
        const FirstBatch first = trial_start();
        starts.push_back(first.any);
        checked.push_back(first.training);
    }
    std::printf("  a trial's start to its first training batch, two validation batches checked: %.1f ms\n",
                bench::median(checked));
    std::vector<double> workers;
    for (int turn = 0; turn < 5; ++turn) {
        const double alone = augmented_images_per_second(0, batches);
        workers.push_back(augmented_images_per_second(2, batches) / alone);
    }
    std::vector<bench::Figure> figures{
        {"Trainer's epoch over a bare loop", bench::median(ratios), 1.03, "x"},
        {"the same, logging every step", bench::median(every_step), 1.03, "x"},
        {"an epoch beside a running checksum over one without", bench::median(beside), 1.03, "x"},
        {"a trial's start to its first batch", bench::median(starts), 20, "ms"},
        {"peak memory over the bare loop's", trainer_memory / bare_memory, 1.1, "x"},
        {"augmented images a second, 2 workers over none", bench::median(workers), -1.7, "x"},
    };
    if (python.empty()) {
        std::printf("  python3-torch is not installed: not compared\n");
    } else {
        const double ours = bench::median(every_step) * bench::median(bare);
        figures.push_back(
            {"Trainer's epoch over python3-torch with a DataLoader", ours / bench::median(python), 0.9, "x"});
    }
    return bench::report(figures);
}
