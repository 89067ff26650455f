// SPDX-License-Identifier: GPL-3.0-or-later
// Predictions for the 10,000 test images of Fashion-MNIST, from bytes to the rows of a table, over the network alone on
// images that are floats in memory already: the same batches and threads, turn by turn in one run.
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <torch/types.h>

#include <chrono>
#include <filesystem>
#include <numeric>
#include <thread>

#include <unistd.h>

#include "core/run/pause_gate.h"
#include "core/train/blas.h"
#include "core/train/threading.h"
#include "core/train/trainer_body.h"
#include "core/train/use/inputs.h"
#include "core/train/use/prediction_table.h"
#include "core/train/use/predictor.h"
#include "tests/bench/figure.h"
#include "tests/bench/timing.h"

namespace {

namespace fs = std::filesystem;
using namespace lathe;
using namespace lathe::train;

// A record that costs nothing.
struct NoRecord : run::MetricSink, run::ObjectiveSink {
    run::SeriesId series(const std::string&) override { return 0; }
    void report(run::SeriesId, std::int64_t, double) override {}
    void log(const std::string&) override {}
    std::optional<std::string> report(std::int64_t, const std::map<std::string, double>&) override { return {}; }
};

// A few steps are enough: what the weights are costs nothing.
void make_trial(const std::string& network, const fs::path& folder) {
    config::Value config{config::Dict{}};
    config.set("data.name", "fashion_mnist");
    config.set("network.name", network);
    if (network == "resnet") config.set("network.width", 8);
    config.set("train.max_steps", 2);
    config.set("train.limit_val_batches", 1);
    config.set("train.limit_test_batches", 1);
    config.set("test.batch_size", 256);
    fs::create_directories(folder);
    NoRecord record;
    run::PauseGate pause;
    run::Progress progress;
    std::stop_source stop;
    run::TrialContext context{config, folder, {}, stop.get_token(), pause, record, record, progress};
    if (const auto outcome = TrainerBody().run(context); !outcome) bench::give_up(outcome.error().str());
}

// Milliseconds of the network alone, and of the whole, medians of some turns.
struct Times {
    double alone = 0;
    double whole = 0;
};
Times measure(const ModelAndData& trained) {
    const auto inputs = part_inputs(trained, "test");
    const auto samples = inputs->samples();
    std::vector<torch::Tensor> batches;
    for (std::int64_t first = 0; first < samples->size(); first += 256) {
        std::vector<std::int64_t> indices(
            static_cast<std::size_t>(std::min<std::int64_t>(256, samples->size() - first)));
        std::iota(indices.begin(), indices.end(), first);
        batches.push_back(samples->get(indices, 0).x);
    }
    const Predictor predictor(trained.model, Predictor::Wanted::answers);
    std::vector<double> alone;
    std::vector<double> whole;
    for (int turn = 0; turn < 7; ++turn) {
        auto begun = bench::Clock::now();
        {
            const c10::InferenceMode inference;
            for (const torch::Tensor& x : batches) trained.model.network->forward(x);
        }
        alone.push_back(bench::ms_since(begun));
        begun = bench::Clock::now();
        PredictionTable table(trained.model, PredictionTable::Probabilities::of_the_prediction,
                              PredictionTable::Truth::given);
        predictor.run(samples, {}, [&](std::int64_t first, const Batch& batch, const torch::Tensor& answers) {
            table.add(*inputs, first, batch, answers);
        });
        whole.push_back(bench::ms_since(begun));
        if (table.rows() != samples->size()) bench::give_up("rows are missing");
    }
    return {bench::median(alone), bench::median(whole)};
}

}  // namespace

int main() {
    prepare_environment();
    prepare_blas();
    const fs::path folder = fs::temp_directory_path() / ("lathe-predict-" + std::to_string(::getpid()));
    std::vector<bench::Figure> figures;
    for (const char* network : {"lenet", "resnet"}) {
        make_trial(network, folder / network);
        ModelChoice choice;
        choice.source = folder / network;
        const Times times = measure(load_model_and_data(choice));
        std::printf("  %s: network alone %.0f ms, predictions %.0f ms\n", network, times.alone, times.whole);
        figures.push_back(
            {std::string("predictions over the network alone, ") + network, times.alone / times.whole, -0.95, ""});
    }
    fs::remove_all(folder);
    return bench::report(figures);
}
