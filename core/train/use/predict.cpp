// SPDX-License-Identifier: GPL-3.0-or-later
// Predictions of a trained model, written into a file.
#include <algorithm>
#include <filesystem>
#include <string_view>

#include <torch/types.h>

#include "core/base/output_stream.h"
#include "core/base/whole_file.h"
#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/use/inputs.h"
#include "core/train/use/output_array.h"
#include "core/train/use/prediction_table.h"
#include "core/train/use/predictor.h"

namespace lathe::train {

namespace {

void run_on_all(const Predictor& predictor, const std::vector<std::unique_ptr<Inputs>>& all, const ModelChoice& choice,
                const std::function<void(const Inputs&, std::int64_t, const Batch&, const torch::Tensor&)>& take) {
    for (const auto& inputs : all) {
        predictor.run(inputs->samples(), choice,
                      [&](std::int64_t first, const Batch& batch, const torch::Tensor& answers) {
                          take(*inputs, first, batch, answers);
                      });
    }
}

void note_what_was_left_out(const std::vector<std::unique_ptr<Inputs>>& all, PredictReport& report) {
    for (const auto& inputs : all) {
        report.model.notes.insert(report.model.notes.end(), inputs->notes.begin(), inputs->notes.end());
        for (std::int64_t i = 0; i < inputs->samples()->size(); ++i)
            if (const Error* failure = inputs->failure(i)) report.left_out.push_back(*failure);
    }
}

// The names of files that predictions may have; another would hold something else than it says.
void require_known_ending(const std::filesystem::path& output) {
    const std::string ending = output.extension().string();
    for (const char* known : {"", ".csv", ".txt", ".npy"})
        if (ending == known) return;
    throw TrainError(Error{"predictions are not written as *" + ending,
                           "give -o NAME.csv (a table) or NAME.npy (the network's outputs)",
                           {},
                           {},
                           output.string()});
}

PredictReport predict_or_throw(const PredictRequest& request) {
    require_known_ending(request.output);
    value_or_throw(check_output(request.output));
    const bool own_data = !request.part.empty();
    const ModelAndData trained =
        own_data ? load_model_and_data(request.model) : ModelAndData{load_model(request.model), {}};
    const TrainedModel& model = trained.model;
    if (request.probabilities && model.input.task == Task::regression)
        throw TrainError("the model predicts a number, which has no probability", "leave --probabilities out");
    std::vector<std::unique_ptr<Inputs>> all;
    if (own_data) all.push_back(part_inputs(trained, request.part));
    else all = read_inputs(model, request.inputs);

    PredictReport report;
    report.model = model.used;
    WholeFile file = value_or_throw(WholeFile::begin(request.output));
    if (request.output.extension() == ".npy") {
        OutputArray array(model.input.kind, [&file](std::string_view bytes) { value_or_throw(file.append(bytes)); });
        value_or_throw(file.append(array.header()));
        run_on_all(Predictor(model, Predictor::Wanted::outputs), all, request.model,
                   [&array](const auto&... what) { array.add(what...); });
        report.predictions = array.rows();
        value_or_throw(file.replace_beginning(array.header()));
    } else {
        const bool answered = std::any_of(all.begin(), all.end(), [](const auto& one) { return one->answered; });
        PredictionTable table(model,
                              request.probabilities ? PredictionTable::Probabilities::of_each_class
                                                    : PredictionTable::Probabilities::of_the_prediction,
                              answered ? PredictionTable::Truth::given : PredictionTable::Truth::absent);
        run_on_all(Predictor(model, Predictor::Wanted::answers), all, request.model, [&](const auto&... what) {
            table.add(what...);
            value_or_throw(file.append(table.take_text()));
        });
        value_or_throw(file.append(table.take_text()));  // the header, if nothing came
        report.predictions = table.rows();
        report.metrics = table.metrics();
    }
    note_what_was_left_out(all, report);
    if (report.predictions == 0 && !report.left_out.empty()) throw TrainError(report.left_out.front());
    value_or_throw(file.finish());
    return report;
}

}  // namespace

Result<PredictReport> predict(const PredictRequest& request) {
    try {
        return predict_or_throw(request);
    } catch (...) {
        return fail(describe_current_exception());
    }
}

}  // namespace lathe::train
