// SPDX-License-Identifier: GPL-3.0-or-later
// The face of liblathe-train.so: what the programs look up after loading it. No torch types here.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "core/run/trial_body.h"
#include "core/run/trial_check.h"
#include "core/train/find/find.h"
#include "core/train/plugin/plugin_check.h"
#include "core/train/use/use.h"

namespace lathe::train {

struct Engine {
    std::unique_ptr<run::TrialBody> (*make_body)();
    bool has_cuda = false;      // this LibTorch was built with CUDA and finds its driver
    std::string torch_version;  // "1.13.1"
    std::string blas;           // what computes matrix products, and with how many threads
    // Throw nothing; see core/train/find/find.h.
    Result<LearningRateCurve> (*find_learning_rate)(const FindRequest&, const LearningRateFinderOptions&) = nullptr;
    Result<BatchSizeSearch> (*find_batch_size)(const FindRequest&, const BatchSizeFinderOptions&) = nullptr;
    // run::TrialChecker, and a stop for the reading of the data.
    run::TrialCheck (*check_trial)(const config::Value& config, run::CheckDepth depth,
                                   const std::stop_token& stop) = nullptr;
    // Throws nothing; see core/train/plugin/plugin_check.h.
    PluginCheck (*check_plugin)(const std::string& path) = nullptr;
    Result<std::vector<PluginDeclaration>> (*plugin_declarations)(const std::string& path) = nullptr;
    // Throw nothing; see core/train/use/use.h.
    Result<TestReport> (*test_model)(const TestRequest&) = nullptr;
    Result<PredictReport> (*predict)(const PredictRequest&) = nullptr;
    Result<std::string> (*sample_text)(const SampleRequest&) = nullptr;
    Result<ExportReport> (*export_model)(const ExportRequest&) = nullptr;
    Result<WeightTable> (*describe_weights)(const WeightsRequest&) = nullptr;
};

}  // namespace lathe::train

// The one exported symbol. Any thread; valid until the process ends.
extern "C" const lathe::train::Engine* lathe_train_engine();
