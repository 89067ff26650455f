// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/column_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/train/table/vocabulary.h"

namespace lathe::train {

namespace {

constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();
// Fewer rows say little about what a column is.
constexpr std::int64_t enough_rows = 20;
// Of a column of numbers (or dates), when some cells are something else.
constexpr double nearly_all = 0.9;
constexpr std::size_t long_words = 40;

char lower_case(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// "id", "PassengerId", "user_id", "uuid", "index", "Unnamed: 0".
bool is_id_name(const std::string& name) {
    std::string lower;
    for (const char c : name) lower += lower_case(c);
    for (const char* known : {"id", "uid", "uuid", "guid", "index", "idx", "rownames", "unnamed: 0", "column 1"}) {
        if (lower == known) return true;
    }
    for (const char* end : {"_id", " id", "-id"}) {
        if (lower.ends_with(end)) return true;
    }
    return name.ends_with("Id");
}

bool all_differ(std::vector<double> numbers) {
    std::sort(numbers.begin(), numbers.end());
    return std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end();
}

bool counts_rows(const std::vector<double>& numbers) {
    if (numbers.empty() || (numbers.front() != 0 && numbers.front() != 1)) return false;
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        if (numbers[i] != numbers[i - 1] + 1) return false;
    }
    return true;
}

}  // namespace

ColumnReader::ColumnReader(const CsvTable& table, const CsvOptions& options)
    : table_(table), options_(options), mark_(find_mark()) {}

bool ColumnReader::is_missing(std::string_view cell) const {
    return std::any_of(options_.missing_markers.begin(), options_.missing_markers.end(),
                       [cell](const std::string& marker) { return cell == marker; });
}

DecimalMark ColumnReader::find_mark() {
    if (options_.decimal != "auto") return options_.decimal == "comma" ? DecimalMark::comma : DecimalMark::point;
    bool commas = false;
    bool either = false;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
        for (std::size_t column = 0; column < table_.columns(); ++column) {
            switch (mark_evidence(table_.cell(row, column))) {
                case MarkEvidence::none: break;
                case MarkEvidence::point: return DecimalMark::point;
                case MarkEvidence::comma: commas = true; break;
                case MarkEvidence::either_comma: either = true; break;
            }
        }
    }
    if (either && !commas && options_.found_mark) return *options_.found_mark;
    mark_is_guess_ = either && !commas;
    // Where commas divide cells, those within are rather groups of three.
    return commas || (either && table_.delimiter != ',') ? DecimalMark::comma : DecimalMark::point;
}

Error ColumnReader::misfit(std::size_t row, std::size_t column, const std::string& expected) const {
    const std::string& name = table_.header[column];
    Error error{fmt::format("column {} holds \"{}\" where {}", name, table_.cell(row, column), expected),
                fmt::format("correct the cell, name it in data.missing_markers, say what the column is "
                            "(data.types={{{}: category}}), or leave it out (data.exclude)",
                            name),
                {},
                "data.file"};
    error.file = options_.file;
    error.line = table_.line(row);
    return error;
}

Column ColumnReader::as_numbers(std::size_t index) const {
    Column column;
    column.name = table_.header[index];
    column.type = ColumnType::number;
    column.numbers.reserve(table_.rows());
    for (std::size_t row = 0; row < table_.rows(); ++row) {
        const std::string_view cell = table_.cell(row, index);
        double value = missing_number;
        if (is_missing(cell)) {
            ++column.missing;
        } else if (const auto number = number_in(cell, mark_)) {
            value = *number;
            if (std::abs(value) > std::numeric_limits<float>::max() && !column.problem) {
                column.problem = misfit(row, index, "numbers may be up to 3.4e38, as 32 bits hold");
                column.problem->hint = "correct the cell, or leave the column out (data.exclude)";
            }
        } else if (!column.problem) {
            column.problem = misfit(row, index, "a number is expected");
        }
        column.numbers.push_back(value);
    }
    return column;
}

Column ColumnReader::as_dates(std::size_t index) const {
    Column column;
    column.name = table_.header[index];
    column.type = ColumnType::date;
    bool day_first = options_.date_order != "month_first";
    bool month_first = options_.date_order != "day_first";
    bool ambiguous = false;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
        if (const auto date = date_in(table_.cell(row, index), DateOrder::day_first)) {
            day_first = day_first && date->could_be_day_first;
            month_first = month_first && date->could_be_month_first;
            ambiguous = ambiguous || date->is_ambiguous;
        }
    }
    const auto found = options_.found_date_orders.find(column.name);
    const bool was_found = found != options_.found_date_orders.end();
    DateOrder order = day_first && !month_first ? DateOrder::day_first : DateOrder::month_first;
    if (day_first && month_first && was_found) order = found->second;
    column.day_first = order == DateOrder::day_first;
    column.order_is_guess = day_first && month_first && ambiguous && !was_found;
    if (column.order_is_guess) {
        column.note =
            "dates such as 3/4/2025 are read with the month first; data.date_order=day_first reads them otherwise";
    }
    for (std::size_t row = 0; row < table_.rows(); ++row) {
        const std::string_view cell = table_.cell(row, index);
        double value = missing_number;
        if (is_missing(cell)) {
            ++column.missing;
        } else if (const auto date = date_in(cell, order);
                   date && (order == DateOrder::day_first ? date->could_be_day_first : date->could_be_month_first)) {
            value = date->days;
            column.has_time = column.has_time || date->has_time;
        } else if (!column.problem) {
            column.problem = misfit(row, index, "a date is expected");
        }
        column.numbers.push_back(value);
    }
    return column;
}

Column ColumnReader::as_words(std::size_t index) const {
    Column column;
    column.name = table_.header[index];
    column.type = ColumnType::category;
    column.codes.reserve(table_.rows());
    Vocabulary vocabulary(mark_);
    for (std::size_t row = 0; row < table_.rows(); ++row) {
        const std::string_view cell = table_.cell(row, index);
        const bool missing = is_missing(cell);
        column.missing += missing ? 1 : 0;
        column.codes.push_back(missing ? -1 : vocabulary.code(cell));
    }
    column.words = vocabulary.words();
    if (!vocabulary.respelt().empty()) column.note = vocabulary.respelt() + " are one value";
    return column;
}

void ColumnReader::infer_numbers(Column& column) const {
    std::vector<double> values;
    for (const double value : column.numbers) {
        if (!std::isnan(value)) values.push_back(value);
    }
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    if (*low == *high && column.missing == 0) {
        column.type = ColumnType::constant;
        return;
    }
    if (column.missing > 0 || column.type != ColumnType::number) return;
    const bool whole =
        std::all_of(values.begin(), values.end(), [](double value) { return value == std::floor(value); });
    const bool named = is_id_name(column.name) && values.size() > 2 && whole && all_differ(values);
    const bool counts = column.size() >= enough_rows && counts_rows(values);
    if (named || counts) column.type = ColumnType::id;
}

void ColumnReader::infer_words(Column& column) const {
    const auto different = static_cast<std::int64_t>(column.words.size());
    const std::int64_t filled = column.size() - column.missing;
    if (different == 1 && column.missing == 0) {
        column.type = ColumnType::constant;
        return;
    }
    std::size_t letters = 0;
    for (const std::string& word : column.words) letters += word.size();
    const bool are_long = letters > long_words * column.words.size();
    if (different == filled && (filled >= enough_rows || (is_id_name(column.name) && filled > 2))) {
        column.type = are_long ? ColumnType::text : ColumnType::id;
    } else if (filled >= enough_rows && (2 * different > filled || (are_long && different > options_.max_categories))) {
        column.type = ColumnType::text;
    }
}

Column ColumnReader::read_as(std::size_t index, ColumnType type) const {
    Column column = type == ColumnType::number ? as_numbers(index)
                    : type == ColumnType::date ? as_dates(index)
                                               : as_words(index);
    column.type = type;
    return column;
}

Column ColumnReader::read(std::size_t index) const {
    const std::string& name = table_.header[index];
    if (const auto said = options_.types.find(name); said != options_.types.end()) {
        Column column = read_as(index, column_type(said->second).value_or(ColumnType::text));
        column.inferred = false;
        return column;
    }
    std::int64_t filled = 0;
    std::int64_t numbers = 0;
    std::int64_t dates = 0;
    std::string_view code;  // the first; its zeros mean something, which a number would lose
    for (std::size_t row = 0; row < table_.rows(); ++row) {
        const std::string_view cell = table_.cell(row, index);
        if (is_missing(cell)) continue;
        ++filled;
        if (code.empty() && is_code(cell)) code = cell;
        if (number_in(cell, mark_)) ++numbers;
        else if (date_in(cell, DateOrder::day_first)) ++dates;
    }
    if (filled == 0) {
        Column column = as_words(index);
        column.type = ColumnType::empty;
        return column;
    }
    if (!code.empty()) {
        Column column = as_words(index);
        infer_words(column);
        column.note += (column.note.empty() ? "" : "; ") +
                       fmt::format(
                           "\"{}\" begins with 0, so that its cells are codes; data.types={{{}: number}} reads "
                           "them as numbers",
                           code, name);
        return column;
    }
    if (numbers == filled || dates == filled) {
        Column column = numbers == filled ? as_numbers(index) : as_dates(index);
        if (!column.problem) infer_numbers(column);
        return column;
    }
    // A slip among numbers is told; it must not turn them into words.
    const auto most = static_cast<std::int64_t>(nearly_all * static_cast<double>(filled));
    if (filled >= enough_rows / 2 && std::max(numbers, dates) >= most) {
        return numbers >= dates ? as_numbers(index) : as_dates(index);
    }
    Column column = as_words(index);
    infer_words(column);
    return column;
}

Column ColumnReader::read_target(std::size_t index) const {
    Column column = read_as(index, options_.task == "regression" ? ColumnType::number : ColumnType::category);
    column.role = ColumnRole::target;
    if (column.problem) {
        column.problem->key = "data.target";
        column.problem->hint = "correct the cell, name it in data.missing_markers, or set data.task=classification";
    }
    return column;
}

}  // namespace lathe::train
