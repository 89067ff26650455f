// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/prediction_table.h"

#include <cmath>
#include <iterator>

#include <fmt/format.h>
#include <torch/types.h>

#include "core/base/csv.h"
#include "core/train/data/alphabet.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

std::vector<std::string> answer_names(const TrainedModel& model) {
    if (model.input.task != Task::language_model) return model.class_names;
    std::vector<std::string> names;
    const auto alphabet = Alphabet::from_value(model.fitted);
    for (std::int64_t i = 0; i < model.input.classes; ++i)
        names.push_back(alphabet ? alphabet->character(i) : std::to_string(i));
    return names;
}

}  // namespace

PredictionTable::PredictionTable(const TrainedModel& model, Probabilities probabilities, Truth truth)
    : model_(model), probabilities_(probabilities), truth_(truth), names_(answer_names(model)) {
    std::vector<std::string> header{"input"};
    if (truth == Truth::given) header.emplace_back("truth");
    header.emplace_back("prediction");
    if (model.input.task != Task::regression) {
        header.emplace_back("probability");
        if (probabilities == Probabilities::of_each_class) header.insert(header.end(), names_.begin(), names_.end());
    }
    text_ = join_csv_line(header);
}

void PredictionTable::begin_row(const Inputs& inputs, std::int64_t sample, std::int64_t answer) {
    ++rows_;
    text_ += csv_cell(inputs.name(sample, answer));
}

void PredictionTable::add_number(const Inputs& inputs, std::int64_t sample, double prediction, double learned) {
    begin_row(inputs, sample, 0);
    const double truth = model_.input.target_mean + model_.input.target_scale * learned;
    const auto to = std::back_inserter(text_);
    // A float holds no more digits of it.
    if (truth_ == Truth::given) std::isnan(learned) ? fmt::format_to(to, ",") : fmt::format_to(to, ",{:.7g}", truth);
    text_ += "," + csv_number(static_cast<float>(prediction)) + "\n";
    if (std::isnan(learned)) return;
    ++known_;
    error_.add(torch::tensor({prediction}, torch::kDouble), torch::tensor({truth}, torch::kDouble));
}

// probabilities [answers, classes], truth [answers]: one of a picture or row, one for each character of a text.
void PredictionTable::add_classes(const Inputs& inputs, std::int64_t sample, const torch::Tensor& probabilities,
                                  const torch::Tensor& truth) {
    const auto* all = probabilities.data_ptr<float>();
    const auto* answers = truth.data_ptr<std::int64_t>();
    const std::int64_t classes = probabilities.size(1);
    const auto to = std::back_inserter(text_);
    for (std::int64_t i = inputs.first_answer(sample); i < probabilities.size(0); ++i) {
        const float* row = all + i * classes;
        const std::int64_t best = std::max_element(row, row + classes) - row;
        begin_row(inputs, sample, i);
        const bool known = answers[i] >= 0 && answers[i] < classes;
        if (truth_ == Truth::given) text_ += known ? "," + csv_cell(class_name(answers[i])) : ",";
        text_ += "," + csv_cell(class_name(best));
        fmt::format_to(to, ",{}", row[best]);
        if (probabilities_ == Probabilities::of_each_class) {
            for (std::int64_t c = 0; c < classes; ++c) fmt::format_to(to, ",{}", row[c]);
        }
        text_ += '\n';
        known_ += known ? 1 : 0;
        right_ += known && answers[i] == best ? 1 : 0;
    }
}

void PredictionTable::add(const Inputs& inputs, std::int64_t first, const Batch& batch, const torch::Tensor& answers) {
    const bool regression = model_.input.task == Task::regression;
    const bool fits = regression ? answers.numel() == batch.size
                                 : (answers.dim() == 2 || answers.dim() == 3) &&
                                       answers.size(-1) == static_cast<std::int64_t>(names_.size());
    if (!fits)
        throw TrainError("the module does not predict one answer for each sample, as a table needs it",
                         "write the numbers: -o FILE.npy");
    const torch::Tensor values = answers.to(regression ? torch::kDouble : torch::kFloat).contiguous();
    const torch::Tensor truth = batch.y.to(regression ? torch::kDouble : torch::kInt64).contiguous();
    for (std::int64_t i = 0; i < batch.size; ++i) {
        if (inputs.failure(first + i) != nullptr) continue;
        if (regression) {
            add_number(inputs, first + i, values.data_ptr<double>()[i], truth.data_ptr<double>()[i]);
        } else {
            const bool text = values.dim() == 3;
            add_classes(inputs, first + i, text ? values[i] : values.narrow(0, i, 1),
                        text ? truth[i] : truth.narrow(0, i, 1));
        }
    }
}

std::map<std::string, double> PredictionTable::metrics() const {
    if (known_ == 0 || truth_ == Truth::absent) return {};
    if (model_.input.task == Task::regression)
        return {{"mae", error_.mean_absolute()}, {"rmse", error_.root_mean_square()}, {"r2", error_.r2()}};
    return {{"acc", static_cast<double>(right_) / static_cast<double>(known_)}};
}

}  // namespace lathe::train
