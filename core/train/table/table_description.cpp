// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/table_description.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/train/table/cell_date.h"

namespace lathe::train {

namespace {

constexpr std::size_t histogram_bins = 16;
constexpr std::size_t most_values = 20;

void describe_numbers(const Column& column, ColumnDescription& description) {
    std::vector<double> values;
    for (const double value : column.numbers) {
        if (std::isfinite(value)) values.push_back(value);
    }
    if (values.empty()) return;
    std::sort(values.begin(), values.end());
    ColumnDescription::Range range{values.front(), values.back(), 0, 0};
    const auto count = static_cast<double>(values.size());
    for (const double value : values) range.mean += value / count;
    for (const double value : values) range.deviation += (value - range.mean) * (value - range.mean) / count;
    range.deviation = std::sqrt(range.deviation);
    description.histogram.resize(range.low < range.high ? histogram_bins : 1);
    const double bins = static_cast<double>(description.histogram.size());
    description.distinct = 1;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0 && values[i] != values[i - 1]) ++description.distinct;
        // Halves, because the whole width may be beyond a double.
        const double width = range.high / 2 - range.low / 2;
        const double part = width > 0 ? (values[i] / 2 - range.low / 2) / width : 0;
        ++description.histogram[static_cast<std::size_t>(std::min(part * bins, bins - 1))];
    }
    description.range = range;
    description.has_time = column.has_time;
}

void describe_words(const Column& column, ColumnDescription& description) {
    std::vector<std::int64_t> counts(column.words.size());
    for (const std::int32_t code : column.codes) {
        if (code >= 0) ++counts[static_cast<std::size_t>(code)];
    }
    for (std::size_t i = 0; i < counts.size(); ++i) description.values.emplace_back(column.words[i], counts[i]);
    description.distinct = static_cast<std::int64_t>(counts.size());
    std::stable_sort(description.values.begin(), description.values.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (description.values.size() > most_values) description.values.resize(most_values);
    for (const auto& [word, count] : description.values) description.histogram.push_back(count);
}

std::string end_text(const ColumnDescription& column, double end) {
    return column.type == ColumnType::date ? date_text(end, column.has_time) : short_number(end);
}

Json column_to_json(const ColumnDescription& column) {
    Json json{{"name", column.name},
              {"type", std::string(name_of(column.type))},
              {"role", std::string(name_of(column.role))},
              {"missing", column.missing},
              {"distinct", column.distinct}};
    if (!column.why.empty()) json["why"] = column.why;
    if (!column.note.empty()) json["note"] = column.note;
    if (column.range) {
        if (column.type == ColumnType::date) {
            json["min"] = column.low_text();
            json["max"] = column.high_text();
        } else {
            json["min"] = json_number(column.range->low);
            json["max"] = json_number(column.range->high);
            json["mean"] = json_number(column.range->mean);
            json["std"] = json_number(column.range->deviation);
        }
    }
    if (!column.values.empty()) {
        Json values = Json::array();
        for (const auto& [word, count] : column.values) values.push_back({{"value", word}, {"count", count}});
        json["values"] = std::move(values);
    } else if (!column.histogram.empty()) {
        json["histogram"] = column.histogram;
    }
    return json;
}

}  // namespace

std::string short_number(double value) {
    return fmt::format("{:.6g}", value);
}

std::string ColumnDescription::low_text() const {
    return range ? end_text(*this, range->low) : std::string();
}

std::string ColumnDescription::high_text() const {
    return range ? end_text(*this, range->high) : std::string();
}

Json TableDescription::to_json() const {
    Json all = Json::array();
    for (const ColumnDescription& column : columns) all.push_back(column_to_json(column));
    return {{"file", file},
            {"encoding", encoding},
            {"delimiter", std::string(1, delimiter)},
            {"decimal", mark == DecimalMark::comma ? "comma" : "point"},
            {"rows", rows},
            {"columns", std::move(all)},
            {"notes", notes}};
}

Result<TableDescription> describe_table(const CsvOptions& options) {
    const auto table = read_data_table(options, ReadFor::describing);
    if (!table) return fail(table.error());
    TableDescription description{options.file, table->encoding, table->delimiter, table->mark, table->rows(),
                                 {},           table->notes};
    for (const Column& column : table->columns) {
        ColumnDescription one;
        one.name = column.name;
        one.type = column.type;
        one.role = column.role;
        one.why = column.why;
        one.note = column.note;
        if (column.problem) one.note += (one.note.empty() ? "" : "; ") + column.problem->what;
        one.missing = column.missing;
        if (column.holds_numbers()) describe_numbers(column, one);
        else describe_words(column, one);
        description.columns.push_back(std::move(one));
    }
    return description;
}

}  // namespace lathe::train
