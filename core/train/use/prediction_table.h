// SPDX-License-Identifier: GPL-3.0-or-later
// Predictions as a CSV table, a row for each sample (of a text, for each character).
//
//   classes:  input,truth,prediction,probability[,CLASS ...]
//   numbers:  input,truth,prediction
// The column truth is there when answers are known.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/train/metrics/regression_error.h"
#include "core/train/use/inputs.h"

namespace lathe::train {

// Grows batch by batch; rows that were taken are not kept.
class PredictionTable {
  public:
    // Which probabilities of classes the table has.
    enum class Probabilities : std::uint8_t { of_the_prediction, of_each_class };
    // Whether the table has the column truth.
    enum class Truth : std::uint8_t { absent, given };

    // `model` outlives it.
    PredictionTable(const TrainedModel& model, Probabilities probabilities, Truth truth);

    // Adds the rows of a batch of `inputs`, with what Predictor gives for it. Samples that could not be read are passed
    // over.
    void add(const Inputs& inputs, std::int64_t first, const Batch& batch, const torch::Tensor& answers);

    // What has come since the last call, as CSV; the header comes first.
    std::string take_text() { return std::exchange(text_, {}); }
    // The number of rows, without the header.
    std::int64_t rows() const { return rows_; }
    // The metrics over the rows whose truth is known: acc, or mae, rmse and r2. Empty: it is known of none.
    std::map<std::string, double> metrics() const;

  private:
    void add_classes(const Inputs& inputs, std::int64_t sample, const torch::Tensor& probabilities,
                     const torch::Tensor& truth);
    void add_number(const Inputs& inputs, std::int64_t sample, double prediction, double learned);
    void begin_row(const Inputs& inputs, std::int64_t sample, std::int64_t answer);
    const std::string& class_name(std::int64_t number) const { return names_[static_cast<std::size_t>(number)]; }

    const TrainedModel& model_;
    Probabilities probabilities_;
    Truth truth_;
    std::vector<std::string> names_;  // of the classes, or the characters
    std::string text_;
    std::int64_t rows_ = 0;
    std::int64_t known_ = 0;
    std::int64_t right_ = 0;
    RegressionError error_;
};

}  // namespace lathe::train
