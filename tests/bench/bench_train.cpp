// SPDX-License-Identifier: GPL-3.0-or-later
// The Trainer's epoch over a bare LibTorch loop and over a bare loop in Python (python3-torch): the same networks,
// samples, batches and threads, turn by turn in one run. Beside it what a trial's start, its memory and worker threads
// cost. Argument 1: batches of an epoch (default 300).
#include <ATen/Parallel.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <torch/types.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "core/provenance/checksum_cache.h"
#include "core/run/priority.h"
#include "core/train/allocator.h"
#include "core/train/blas.h"
#include "core/train/data/mnist.h"
#include "core/train/threading.h"
#include "core/train/trainer.h"
#include "core/train/trainer_body.h"
#include "tests/bench/bench_train_cases.h"
#include "tests/bench/figure.h"

namespace {

using namespace lathe;
using namespace lathe::train;
using namespace lathe::bench_train;
using Clock = std::chrono::steady_clock;

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

// Seconds of an epoch in Python, with malloc as trials have it; nothing when what is asked for is not there. `way`:
// bare, loader (a DataLoader) or lightning.
std::vector<double> python_epochs(const TrainingCase& one, const std::string& way, int epochs) {
    const std::string threads = std::to_string(at::get_num_threads());
    const std::string command =
        "MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=67108864 OMP_NUM_THREADS=" + threads +
        " /usr/bin/python3 " LATHE_SOURCE_DIR "/tests/bench/bench_train_loop.py " + one.name + " " + way + " " +
        threads + " " + std::to_string(one.batches) + " " + std::to_string(epochs + 1) + " 2>/dev/null";
    std::vector<double> seconds;
    FILE* out = ::popen(command.c_str(), "r");
    char line[64];
    while (out != nullptr && std::fgets(line, sizeof line, out) != nullptr) seconds.push_back(std::atof(line));
    if (out != nullptr) ::pclose(out);
    if (!seconds.empty()) seconds.erase(seconds.begin());
    return seconds;
}

// Of each case: the Trainer over the bare loops, and what a step costs beside what the network does.
void compare_cases(const std::vector<TrainingCase>& cases, std::vector<bench::Figure>& figures) {
    for (const TrainingCase& one : cases) {
        bare_epoch(one);
        trainer_epoch(one, 50);
        std::vector<double> ratios;
        std::vector<double> every_step;
        std::vector<double> bare;
        std::vector<double> own_cost;  // us a step
        for (int turn = 0; turn < 9; ++turn) {
            const double alone = bare_epoch(one);
            const double trained = trainer_epoch(one, 50);
            bare.push_back(alone);
            ratios.push_back(trained / alone);
            own_cost.push_back(1e6 * (trained - alone) / static_cast<double>(one.batches));
            every_step.push_back(trainer_epoch(one, 1) / alone);
        }
        std::printf("  %s, batches of %lld, %d threads, %s: bare loop %.3f ms a batch, the Trainer's own %.1f us\n",
                    one.name.c_str(), static_cast<long long>(one.batch_size), at::get_num_threads(),
                    blas_description().c_str(), 1e3 * bench::median(bare) / static_cast<double>(one.batches),
                    bench::median(own_cost));
        if (one.name == "tiny_mlp") {
            figures.push_back({"a step's own cost, tiny MLP", bench::median(own_cost), 15, "us"});
            continue;  // of so little the rest is the language's own
        }
        figures.push_back({"Trainer's epoch over a bare loop, " + one.name, bench::median(ratios), 1.03, "x"});
        figures.push_back({"the same, logging every step, " + one.name, bench::median(every_step), 1.03, "x"});
        const double ours = bench::median(ratios) * bench::median(bare);
        const auto compare = [&](const char* way, const char* what, double limit) {
            const std::vector<double> python = python_epochs(one, way, 5);
            if (python.empty()) return std::printf("  not compared, as it is not installed: %s\n", what), void();
            figures.push_back({std::string("Trainer's epoch over ") + what + ", " + one.name,
                               ours / bench::median(python), limit, "x"});
        };
        compare("bare", "a bare loop in Python", 1);
        if (one.name != "lenet") continue;
        compare("loader", "a DataLoader in Python", 0.9);
        compare("lightning", "Lightning", 0.9);
    }
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
                static_cast<void>(nothing_known.checksum(file_, stop, provenance::Pace::beside_training));
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
    settings.batch_size = 64;
    settings.shuffle = true;
    settings.workers = workers;
    Loader loader(data.train, settings);
    loader.begin_epoch(0, 0);
    const auto start = Clock::now();
    for (std::int64_t i = 0; i < batches; ++i) loader.get(i);
    return static_cast<double>(batches * settings.batch_size) / seconds_since(start);
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
    keep_freed_memory();
    run::yield_to_the_window();  // as trials run
    at::set_num_threads(static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)));
    const std::int64_t batches = argc > 1 ? std::atoll(argv[1]) : 300;

    // In children, before this process has threads of its own: a fork has none of them.
    const double bare_memory = peak_memory([] {
        TrainingCase lenet = lenet_case(100);
        lenet.take_all();
        bare_epoch(lenet);
    });
    const double trainer_memory = peak_memory([] { trainer_epoch(lenet_case(100), 1); });

    const std::vector<TrainingCase> cases = training_cases(batches);
    std::vector<bench::Figure> figures;
    compare_cases(cases, figures);
    std::vector<double> beside;
    for (int turn = 0; turn < 9; ++turn) {
        const double alone = trainer_epoch(cases.front(), 50);
        const RunningChecksum checksum;
        beside.push_back(trainer_epoch(cases.front(), 50) / alone);
    }
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
    figures.insert(figures.end(),
                   {{"an epoch beside a running checksum over one without", bench::median(beside), 1.03, "x"},
                    {"a trial's start to its first batch", bench::median(starts), 20, "ms"},
                    {"peak memory over the bare loop's", trainer_memory / bare_memory, 1.1, "x"},
                    {"augmented images a second, 2 workers over none", bench::median(workers), -1.8, "x"}});
    return bench::report(figures);
}
