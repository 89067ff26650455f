// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/data_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "core/base/plural.h"
#include "core/train/table/column_choice.h"
#include "core/train/table/column_reader.h"
#include "core/train/table/leak_check.h"
#include "core/train/table/vocabulary.h"

namespace lathe::train {

namespace {

tl::unexpected<Error> fail_in(const std::string& file, int line, std::string what, std::string hint, std::string key) {
    Error error{std::move(what), std::move(hint), {}, std::move(key), file};
    error.line = line;
    return fail(std::move(error));
}

// Reads a table step by step; each step may say why it cannot go on.
class TableReading {
  public:
    TableReading(const CsvOptions& options, ReadFor purpose) : options_(options), purpose_(purpose) {}

    Result<DataTable> read();

  private:
    void read_columns();
    Result<void> leave_out_rows_without_target();
    Result<void> order_classes();
    Result<void> use_features();
    Result<void> leave_out_rows_with_gaps();
    void keep_rows(const std::vector<bool>& kept);
    Result<void> check_numbers_of_target();
    struct LeftOut {
        const Column* first;
        std::vector<std::string> names;
    };
    std::vector<LeftOut> left_out() const;
    void tell_of_columns();

    bool is_learning() const { return purpose_ == ReadFor::learning; }
    Column& target() { return data_.columns[static_cast<std::size_t>(target_)]; }

    const CsvOptions& options_;
    ReadFor purpose_;
    CsvTable table_;
    DataTable data_;
    std::int64_t target_ = -1;  // its place; -1: none is asked for
};

void TableReading::read_columns() {
    const ColumnReader reader(table_, options_);
    data_.mark = reader.mark();
    data_.mark_is_guess = reader.mark_is_guess();
    for (std::size_t i = 0; i < table_.columns(); ++i) {
        if (static_cast<std::int64_t>(i) == target_) {
            data_.columns.push_back(reader.read_target(i));
        } else {
            data_.columns.push_back(reader.read(i));
            choose_role(data_.columns.back(), options_);
        }
    }
}

void TableReading::keep_rows(const std::vector<bool>& kept) {
    for (Column& column : data_.columns) column.keep_rows(kept);
    std::size_t to = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (kept[i]) data_.lines[to++] = data_.lines[i];
    }
    data_.lines.resize(to);
}

Result<void> TableReading::leave_out_rows_without_target() {
    if (target_ < 0 || target().missing == 0) return {};
    std::vector<bool> kept(static_cast<std::size_t>(data_.rows()));
    std::int64_t first = -1;
    for (std::int64_t row = 0; row < data_.rows(); ++row) {
        kept[static_cast<std::size_t>(row)] = !target().is_missing(row);
        if (first < 0 && target().is_missing(row)) first = row;
    }
    const int line = data_.lines[static_cast<std::size_t>(first)];
    if (options_.missing_target == "refuse" && is_learning()) {
        return fail_in(options_.file, line, "the target " + target().name + " has no value here",
                       "fill the cell, remove the row, or set data.missing_target=drop", "data.missing_target");
    }
    const std::int64_t missing = target().missing;
    if (missing == data_.rows() && is_learning()) {
        return fail_in(options_.file, 0, "no row has a value of the target " + target().name, "choose another column",
                       "data.target");
    }
    data_.notes.push_back(fmt::format("{} of {} {} no {} and {} left out (the first in line {})", missing,
                                      counted(data_.rows(), "row"), missing == 1 ? "has" : "have", target().name,
                                      missing == 1 ? "is" : "are", line));
    if (is_learning()) keep_rows(kept);
    return {};
}

Result<void> TableReading::order_classes() {
    if (target_ < 0 || options_.task == "regression") return {};
    const Column& column = target();
    std::vector<bool> seen(column.words.size());
    for (const std::int32_t code : column.codes) {
        if (code >= 0) seen[static_cast<std::size_t>(code)] = true;
    }
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (seen[i]) data_.class_order.push_back(static_cast<std::int32_t>(i));
    }
    const auto word = [&column](std::int32_t code) { return column.words[static_cast<std::size_t>(code)]; };
    std::sort(data_.class_order.begin(), data_.class_order.end(),
              [&](std::int32_t a, std::int32_t b) { return value_before(word(a), word(b), data_.mark); });
    const auto classes = static_cast<std::int64_t>(data_.class_order.size());
    if (!is_learning()) return {};
    if (classes < 2) {
        return fail_in(options_.file, 0, "the target " + column.name + " has one class only", "choose another column",
                       "data.target");
    }
    const auto is_number = [&](std::int32_t code) { return number_in(word(code), data_.mark).has_value(); };
    if (data_.rows() >= 20 && 2 * classes > data_.rows()) {
        const bool numbers = std::all_of(data_.class_order.begin(), data_.class_order.end(), is_number);
        return fail_in(options_.file, 0,
                       fmt::format("the target {} has {} different values in {} rows, too many for classes",
                                   column.name, classes, data_.rows()),
                       numbers ? "set data.task=regression" : "choose another column", "data.target");
    }
    return {};
}

Result<void> TableReading::check_numbers_of_target() {
    if (target_ < 0 || options_.task != "regression" || !is_learning() || target().problem) return {};
    const auto& numbers = target().numbers;
    if (std::adjacent_find(numbers.begin(), numbers.end(), std::not_equal_to<>()) != numbers.end()) return {};
    return fail_in(options_.file, 0, "the target " + target().name + " has the same value everywhere",
                   "choose another column", "data.target");
}

Result<void> TableReading::use_features() {
    if (target_ >= 0 && target().problem) return fail(*target().problem);
    bool any = false;
    for (const Column& column : data_.columns) {
        if (column.role != ColumnRole::feature) continue;
        any = true;
        if (column.problem) return fail(*column.problem);
    }
    if (any) return {};
    std::string why;
    for (const LeftOut& group : left_out()) why += fmt::format("; {}: {}", some_names(group.names), group.first->why);
    return fail_in(options_.file, 0, "no column is left to learn from" + why,
                   "give more columns, or say in data.types what they are", "data.file");
}

Result<void> TableReading::leave_out_rows_with_gaps() {
    if (options_.missing != "drop" && options_.missing != "refuse") return {};
    std::vector<bool> kept(static_cast<std::size_t>(data_.rows()), true);
    for (const Column* column : data_.features()) {
        for (std::int64_t row = 0; row < data_.rows() && column->missing > 0; ++row) {
            if (!column->is_missing(row)) continue;
            if (options_.missing == "refuse") {
                return fail_in(options_.file, data_.lines[static_cast<std::size_t>(row)],
                               "column " + column->name + " has no value here",
                               "fill the cell, or set data.missing to median, constant or drop", "data.missing");
            }
            kept[static_cast<std::size_t>(row)] = false;
        }
    }
    const auto dropped = std::count(kept.begin(), kept.end(), false);
    if (dropped == 0) return {};
    if (dropped == data_.rows()) {
        return fail_in(options_.file, 0, "every row has a gap in some column, and none is left",
                       "set data.missing to median or constant, or leave columns out (data.exclude)", "data.missing");
    }
    data_.notes.push_back(fmt::format("{} of {} {} gaps and {} left out", dropped, counted(data_.rows(), "row"),
                                      dropped == 1 ? "has" : "have", dropped == 1 ? "is" : "are"));
    keep_rows(kept);
    data_.class_order.clear();
    return order_classes();
}

// Columns that are left out for the same reason, in the order of the file.
std::vector<TableReading::LeftOut> TableReading::left_out() const {
    std::vector<LeftOut> groups;
    for (const Column& column : data_.columns) {
        if (column.role != ColumnRole::left_out) continue;
        const auto is_same = [&column](const LeftOut& group) {
            return group.first->type == column.type && group.first->why == column.why;
        };
        const auto found = std::find_if(groups.begin(), groups.end(), is_same);
        if (found == groups.end()) groups.push_back({&column, {column.name}});
        else found->names.push_back(column.name);
    }
    return groups;
}

void TableReading::tell_of_columns() {
    for (const auto& [first, names] : left_out()) {
        data_.notes.push_back(
            names.size() == 1
                ? fmt::format("column {} ({}) is left out: {}", first->name, name_of(first->type), first->why)
                : fmt::format("{} columns ({}) are left out, {}; of each: {}", names.size(), name_of(first->type),
                              some_names(names), first->why));
    }
    for (const Column& column : data_.columns) {
        if (column.role != ColumnRole::left_out && !column.note.empty())
            data_.notes.push_back("column " + column.name + ": " + column.note);
    }
}

Result<DataTable> TableReading::read() {
    auto table = read_csv(options_.file, {options_.delimiter, options_.encoding, options_.header});
    if (!table) return fail(table.error());
    table_ = std::move(*table);
    data_.delimiter = table_.delimiter;
    data_.encoding = table_.encoding;
    data_.rows_in_file = static_cast<std::int64_t>(table_.rows());
    for (std::size_t row = 0; row < table_.rows(); ++row) data_.lines.push_back(table_.line(row));
    const auto target = chosen_target(table_.header, options_);
    if (!target) return fail(target.error());
    target_ = *target;
    read_columns();
    if (auto good = leave_out_rows_without_target(); !good) return fail(good.error());
    if (auto good = order_classes(); !good) return fail(good.error());
    if (auto good = check_numbers_of_target(); !good) return fail(good.error());
    if (target_ >= 0) {
        const Leaks leaks = leaks_of(data_, options_, static_cast<std::size_t>(target_));
        if (is_learning() && !leaks.copies.empty()) return fail(leaks.copies.front());
        for (const Error& copy : leaks.copies) data_.notes.push_back(copy.what + "; " + copy.hint);
        data_.notes.insert(data_.notes.end(), leaks.renamed.begin(), leaks.renamed.end());
    }
    if (!is_learning()) {
        for (const Column& column : data_.columns) {
            if (column.problem && column.role != ColumnRole::left_out) data_.notes.push_back(column.problem->str());
        }
    } else {
        if (auto good = use_features(); !good) return fail(good.error());
        if (auto good = leave_out_rows_with_gaps(); !good) return fail(good.error());
    }
    tell_of_columns();
    return std::move(data_);
}

}  // namespace

const Column* DataTable::target() const {
    for (const Column& column : columns) {
        if (column.role == ColumnRole::target) return &column;
    }
    return nullptr;
}

std::vector<const Column*> DataTable::features() const {
    std::vector<const Column*> features;
    for (const Column& column : columns) {
        if (column.role == ColumnRole::feature) features.push_back(&column);
    }
    return features;
}

Result<DataTable> read_data_table(const CsvOptions& options, ReadFor purpose) {
    return TableReading(options, purpose).read();
}

}  // namespace lathe::train
