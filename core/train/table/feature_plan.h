// SPDX-License-Identifier: GPL-3.0-or-later
// How one column of a table becomes numbers, as learned on the training rows. No torch.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/config/value.h"
#include "core/train/table/column.h"
#include "core/train/table/csv_options.h"
#include "core/train/table/vocabulary.h"

namespace lathe::train {

// Numbers: (value - mean) / deviation; dates likewise, with sine and cosine of month, weekday and, where there are
// times, of the time of day. Categories: 0 and 1 for each that was learned, one for all others, one for a gap; or the
// number of the category, for an embedding.
class FeaturePlan {
  public:
    // Learns from the cells of `rows`. `mark`: of the numbers in the table.
    static FeaturePlan fit(const Column& column, std::span<const std::int64_t> rows, const CsvOptions& options,
                           DecimalMark mark);
    // Reads what to_value() gave. The error: no name or type.
    static Result<FeaturePlan> from_value(const config::Value& value);
    // The plan for checkpoints, within that of the TableEncoder.
    config::Value to_value() const;

    // The name of the column.
    const std::string& name() const { return name_; }
    ColumnType type() const { return type_; }  // number, date or category
    // Of dates: how the training read 3/4/2025. nullopt: an older Lathe made the plan, and did not keep it.
    std::optional<bool> day_first() const { return day_first_; }
    // How many numbers a cell becomes.
    std::int64_t width() const;
    // The name of each of these numbers: "age", "city=Bonn", "city missing".
    std::vector<std::string> names() const;
    // How many numbers an embedding must know: 0 (none that was learned), then each category, then a gap. 0: there is
    // no embedding.
    std::int64_t embedded_categories() const;
    // What a person should know of what was learned; may be empty.
    const std::string& note() const { return note_; }

    // Encodes the cells of `rows`, width() numbers each, at `to`, `to` + stride, ...
    void encode(const Column& column, std::span<const std::int64_t> rows, DecimalMark mark, float* to,
                std::int64_t stride) const;

  private:
    void fit_numbers(const Column& column, std::span<const std::int64_t> rows, const CsvOptions& options);
    void fit_words(const Column& column, std::span<const std::int64_t> rows, const CsvOptions& options,
                   DecimalMark mark);
    void encode_number(double value, float* to) const;
    void encode_word(std::int64_t place, bool missing, float* to) const;

    std::string name_;
    ColumnType type_ = ColumnType::number;
    bool marks_missing_ = false;  // a number more says whether there is a gap
    std::string note_;

    double fill_ = 0;  // for gaps
    double mean_ = 0;
    double deviation_ = 1;
    bool has_time_ = false;
    std::optional<bool> day_first_;

    std::vector<std::string> words_;
    bool has_other_ = false;  // rarer categories, and those that come later
    bool embedded_ = false;
};

}  // namespace lathe::train
