// SPDX-License-Identifier: GPL-3.0-or-later
// The test of a trained model, by the trainer's own loop.
#include "core/train/data/preparation.h"
#include "core/train/environment.h"
#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/setup.h"
#include "core/train/tasks/supervised.h"
#include "core/train/trainer.h"
#include "core/train/trainer_options.h"
#include "core/train/use/inputs.h"
#include "core/train/use/test_collector.h"
#include "core/train/use/use.h"

namespace lathe::train {

namespace {

// As the trial's own test; data of somebody's own is tested as a whole.
TrainerOptions testing_options(const TestRequest& request, const config::Value& config) {
    auto options = read<TrainerOptions>(config);
    options.fast_dev_run = 0;
    options.profiler.reset();
    if (!request.data.empty()) options.limit_test_batches = config::Value(1.0);
    return options;
}

struct ModelAndSamples {
    TrainedModel model;
    TestData data;
};
ModelAndSamples load_for_test(const TestRequest& request) {
    if (request.data.empty()) {
        auto [model, data] = load_model_and_data(request.model);
        return {std::move(model), {part_of(data, request.part), {}, {}}};
    }
    TrainedModel model = load_model(request.model);
    TestData data = read_test_data(model, request.data, request.model.stop);
    if (model.input.class_counts.empty() && model.config.string_or("loss.class_weights", "none") != "none")
        data.notes.emplace_back(
            "test_loss is without loss.class_weights: the checkpoint does not say how many samples each class had");
    return {std::move(model), std::move(data)};
}

TestReport test_or_throw(const TestRequest& request) {
    std::error_code ignored;
    if (std::filesystem::exists(request.folder, ignored) && !std::filesystem::is_directory(request.folder, ignored))
        throw TrainError(Error{"is no folder", "give a folder for the record", {}, {}, request.folder.string()});
    const auto [model, data] = load_for_test(request);
    TestReport report;
    report.model = model.used;
    report.model.notes.insert(report.model.notes.end(), data.notes.begin(), data.notes.end());

    TestCollector collector(model.input, model.class_names, model.fitted);
    if (auto* task = dynamic_cast<Supervised*>(model.module.get())) task->observe_tests(&collector);
    Environment environment;
    environment.device = model.device;
    environment.stop = request.model.stop;
    environment.config = model.config;
    environment.workers = read<HardwareOptions>(model.config).num_workers;
    Trainer trainer(testing_options(request, model.config), environment);
    DataSets tested;
    tested.input = model.input;
    tested.test = data.samples;
    const auto metrics = trainer.test(*model.module, tested);
    if (request.model.stop.stop_requested()) throw PreparationStopped();

    report.record = collector.record(data.names);
    if (metrics) report.record.metrics = *metrics;
    report.record.part = request.data.empty() ? request.part : request.data;
    report.record.checkpoint = model.used.checkpoint.filename().string();
    if (!request.folder.empty())
        value_or_throw(store::write_test_record(request.folder, report.record, collector.pictures()));
    return report;
}

}  // namespace

Result<TestReport> test_model(const TestRequest& request) {
    try {
        return test_or_throw(request);
    } catch (...) {
        return fail(describe_current_exception());
    }
}

}  // namespace lathe::train
