// SPDX-License-Identifier: GPL-3.0-or-later
// Using what was trained: tests, predictions, samples and exports of a model. No torch types here: the commands call it
// through the engine. Each function may be called on any thread, one at a time, and throws nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/config/value.h"
#include "core/device/device.h"
#include "core/store/test_record.h"

namespace lathe::train {

// Which trained model is meant, and where it computes.
struct ModelChoice {
    std::filesystem::path source;  // a trial's folder, or a checkpoint
    // Of a trial's checkpoints: best, last, or the name of one. auto: the one that the trial's test used.
    std::string checkpoint = "auto";
    device::DeviceId device;
    std::stop_token stop;                        // checked every batch
    std::function<void(int done, int of)> tell;  // batches; may be empty
};

// What was used, for the person to see.
struct UsedModel {
    std::filesystem::path checkpoint;
    std::int64_t epoch = 0;  // of the training, when it was written
    std::int64_t step = 0;
    std::vector<std::string> notes;  // a sentence each
};

// Which model is tested on what.
struct TestRequest {
    ModelChoice model;
    std::string part = "test";  // of the trial's data: train, val or test
    // Instead: a folder with a folder of pictures for each class, a table or a text. A stream may stand for a file, as
    // core/base/input.h names them; so below.
    std::string data;
    std::filesystem::path folder;  // for the record and its pictures; empty: they are not written
};
// What the test gave.
struct TestReport {
    UsedModel model;
    store::TestRecord record;
};
// Tests a model: the metrics of the trainer's own test. The error: it was stopped, or the model or its data cannot be
// read.
Result<TestReport> test_model(const TestRequest& request);

// Which model predicts what, and where the answers go.
struct PredictRequest {
    ModelChoice model;
    std::vector<std::string> inputs;  // pictures and folders of pictures; tables; texts
    std::string part;                 // instead: of the trial's data: train, val or test
    // NAME.npy: the network's outputs; NAME.csv or .txt, or without an ending: a CSV table. Others are refused. May be
    // a stream (core/base/output_stream.h).
    std::filesystem::path output;
    bool probabilities = false;  // of each class, in the table
};
// What became of the inputs.
struct PredictReport {
    UsedModel model;
    std::int64_t predictions = 0;
    std::vector<Error> left_out;            // inputs that could not be read; the others were predicted
    std::map<std::string, double> metrics;  // where the inputs hold the answers, too
};
// Asks a model about inputs and writes its answers; the output file appears whole. The error: nothing could be
// predicted, or written.
Result<PredictReport> predict(const PredictRequest& request);

// Which model writes a text, and how.
struct SampleRequest {
    ModelChoice model;
    std::string prompt;         // what the text goes on from; empty: a line break, or else the first character it knows
    std::int64_t length = 500;  // characters that are added
    double temperature = 1;     // scores are divided by it; 0: always the most probable character
    std::int64_t top_k = 0;     // only the k most probable are drawn from; 0: all
    std::uint64_t seed = 0;
    std::function<void(const std::string&)> on_text;  // each character as it is drawn; may be empty
};
// Has a model of text go on from a prompt; gives the prompt and what follows it. The same request on the same device
// gives the same text.
Result<std::string> sample_text(const SampleRequest& request);

// The formats that a model is exported in.
enum class ModelFormat : std::uint8_t { torchscript, state_dict, safetensors };
// Which model is written where.
struct ExportRequest {
    ModelChoice model;
    ModelFormat format = ModelFormat::torchscript;
    std::filesystem::path output;
};
// What was written.
struct ExportReport {
    UsedModel model;
    std::int64_t tensors = 0;
    std::string input;  // what a sample is: "1x28x28"
};
// Writes the network alone, with its weights under the names that they have in it ("features.0.weight"). TorchScript is
// read back and compared before it takes its place.
Result<ExportReport> export_model(const ExportRequest& request);

// How a weight of a file fits a network.
enum class WeightFit : std::uint8_t { fits, other_shape, missing_in_file, not_in_network };
// One weight of a file or a network.
struct WeightRow {
    std::string name;          // in the network, or in the file where the network has none
    std::string type;          // "float32"
    std::string shape;         // in the file, "[64, 3, 3]"; empty: it is not there
    std::string wanted_shape;  // in the network; empty: it is not there, or no network was given
    WeightFit fit = WeightFit::fits;
};
// The weights of a file.
struct WeightTable {
    std::string format;  // "Lathe checkpoint", "safetensors", "Python state_dict"
    std::vector<WeightRow> rows;
    bool compared = false;  // with a network
};
// Which file is looked at.
struct WeightsRequest {
    std::filesystem::path file;
    std::optional<config::Value> config;  // resolved, of an experiment: compare with its network
    std::stop_token stop;
};
// Lists the weights of a file, and compares them with the network of the config if one is given. The error: the file
// cannot be read, or the network cannot be made.
Result<WeightTable> describe_weights(const WeightsRequest& request);

}  // namespace lathe::train
