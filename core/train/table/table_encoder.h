// SPDX-License-Identifier: GPL-3.0-or-later
// From a table to numbers, by what was learned on its training rows: kept in checkpoints, and applied to other tables
// to predict from. No torch; const access from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/config/value.h"
#include "core/train/table/data_table.h"
#include "core/train/table/feature_plan.h"

namespace lathe::train {

// A plan for each feature, and what is known of the target.
class TableEncoder {
  public:
    // Learns how to encode a table. `rows`: those that are trained on.
    static TableEncoder fit(const DataTable& table, std::span<const std::int64_t> rows, const CsvOptions& options);
    // Reads what to_value() gave. The error: it is something else.
    static Result<TableEncoder> from_value(const config::Value& value);
    // The encoder for checkpoints: columns and target under `table`.
    config::Value to_value() const;

    // How a table is to be read so that features() can take it: with the columns and types of the training. `trained`:
    // the options of the training.
    CsvOptions reading(CsvOptions trained, const std::string& file) const;

    // How many numbers a row becomes.
    std::int64_t width() const { return static_cast<std::int64_t>(names_.size()); }
    // The name of each of these numbers.
    const std::vector<std::string>& names() const { return names_; }
    // The plan of each feature.
    const std::vector<FeaturePlan>& plans() const { return plans_; }
    // The names of the classes in the order of their numbers; empty for a regression.
    const std::vector<std::string>& class_names() const { return class_names_; }
    // The mean of a regression's target: what is learned is (value - mean) / scale. 0 where it is not standardised.
    double target_mean() const { return target_mean_; }
    // That scale; 1 where it is not standardised.
    double target_scale() const { return target_scale_; }

    // Writes the features of `rows` into `to`, [rows, width()]. The error: a column is not there, or holds something
    // else.
    Result<void> features(const DataTable& table, std::span<const std::int64_t> rows, std::span<float> to) const;
    // The class of each row. The error: one that was not learned.
    Result<std::vector<std::int64_t>> classes(const DataTable& table, std::span<const std::int64_t> rows) const;
    // The numbers of a regression that are to be learned, one for each row.
    std::vector<float> targets(const DataTable& table, std::span<const std::int64_t> rows) const;

  private:
    void name_features();

    std::string target_;
    std::optional<DecimalMark> mark_;  // of the table of the training; an older Lathe did not keep it
    std::vector<FeaturePlan> plans_;
    std::vector<std::string> names_;
    std::vector<std::string> class_names_;
    double target_mean_ = 0;
    double target_scale_ = 1;
};

}  // namespace lathe::train
