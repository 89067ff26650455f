// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/metrics_csv.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/base/csv.h"

namespace lathe::store {

namespace {

constexpr std::uint64_t max_csv_size = 8ull << 30;
constexpr const char* step_column = "step";

Error in_csv_file(Error error, const std::filesystem::path& file) {
    error.file = file.string();
    return error;
}

}  // namespace

Result<MetricsCsv> MetricsCsv::open(const std::filesystem::path& file) {
    MetricsCsv csv;
    csv.path_ = file;
    std::uint64_t keep = UINT64_MAX;
    std::error_code code;
    if (std::filesystem::exists(file, code)) {
        const auto bytes = read_file(file, max_csv_size);
        if (!bytes) return fail(bytes.error());
        const auto newline = bytes->rfind('\n');
        keep = newline == std::string::npos ? 0 : newline + 1;
        if (auto learned = csv.learn(std::string_view(*bytes).substr(0, keep)); !learned)
            return fail(in_csv_file(std::move(learned.error()), file));
    }
    auto opened = AppendFile::open(file, keep);
    if (!opened) return fail(opened.error());
    csv.file_ = std::move(*opened);
    return csv;
}

Result<void> MetricsCsv::learn(std::string_view text) {
    CsvReader reader(text);
    if (reader.at_end()) return {};
    auto header = reader.next();
    if (!header) return fail(std::move(header.error()));
    columns_ = std::move(*header);
    const auto at =
        static_cast<std::size_t>(std::find(columns_.begin(), columns_.end(), step_column) - columns_.begin());
    if (at == columns_.size()) {
        Error error{"the first line is not the header of a metrics.csv: it has no column 'step'", "move the file away"};
        error.line = 1;
        return fail(std::move(error));
    }
    while (!reader.at_end()) {
        const auto cells = reader.next();
        if (!cells) return fail(cells.error());
        if (cells->size() != columns_.size()) continue;
        const std::string& number = (*cells)[at];
        std::int64_t step = 0;
        // Of "12.0", which other programs make of 12, the first part.
        if (std::from_chars(number.data(), number.data() + number.size(), step).ec != std::errc()) continue;
        for (std::size_t i = 0; i < cells->size(); ++i)
            if (!(*cells)[i].empty()) last_steps_[columns_[i]] = step;
    }
    return {};
}

MetricsCsv::Metric MetricsCsv::metric(const std::string& name) {
    const auto found = std::find(metrics_.begin(), metrics_.end(), name);
    const auto at = static_cast<Metric>(found - metrics_.begin());
    if (found == metrics_.end()) metrics_.push_back(name);
    return at;
}

void MetricsCsv::add_row(std::int64_t step, std::span<const Cell> cells) {
    cells_.insert(cells_.end(), cells.begin(), cells.end());
    rows_.push_back({step, cells_.size()});
}

Result<void> MetricsCsv::flush() {
    if (rows_.empty()) return {};
    if (auto added = add_columns(); !added) return added;
    if (auto written = file_.append(pending_text()); !written) return written;
    rows_.clear();
    cells_.clear();
    return {};
}

Result<void> MetricsCsv::add_columns() {
    std::set<std::string> columns(columns_.begin(), columns_.end());
    columns.insert(step_column);
    std::vector<bool> known(metrics_.size());
    for (const Cell& cell : cells_) {
        if (known[cell.metric]) continue;
        columns.insert(metrics_[cell.metric]);
        known[cell.metric] = true;
    }
    if (columns.size() == columns_.size()) return {};
    return widen({columns.begin(), columns.end()});
}

std::string MetricsCsv::pending_text() const {
    const auto column_of = [this](const std::string& name) {
        return static_cast<std::size_t>(std::find(columns_.begin(), columns_.end(), name) - columns_.begin());
    };
    std::vector<std::size_t> column_of_metric;
    for (const auto& name : metrics_) column_of_metric.push_back(column_of(name));
    const std::size_t step_at = column_of(step_column);
    std::vector<std::optional<double>> by_column(columns_.size());
    std::string text;
    auto cell = cells_.begin();
    for (const Row& row : rows_) {
        std::fill(by_column.begin(), by_column.end(), std::nullopt);
        for (const auto end = cells_.begin() + static_cast<std::ptrdiff_t>(row.end); cell != end; ++cell)
            by_column[column_of_metric[cell->metric]] = cell->value;
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            if (column > 0) text += ',';
            if (column == step_at) fmt::format_to(std::back_inserter(text), "{}", row.step);
            else if (by_column[column]) text += csv_number(*by_column[column]);
        }
        text += '\n';
    }
    return text;
}

Result<void> MetricsCsv::widen(std::vector<std::string> columns) {
    const auto bytes = read_file(path_, max_csv_size);
    if (!bytes) return fail(bytes.error());
    std::string text = join_csv_line(columns);
    CsvReader reader(*bytes);
    for (bool is_header = true; !reader.at_end(); is_header = false) {
        const auto cells = reader.next();
        if (!cells) return fail(in_csv_file(cells.error(), path_));
        if (is_header) continue;
        std::vector<std::string> widened(columns.size());
        for (std::size_t i = 0; i < std::min(cells->size(), columns_.size()); ++i) {
            const auto at = std::find(columns.begin(), columns.end(), columns_[i]) - columns.begin();
            widened[static_cast<std::size_t>(at)] = (*cells)[i];
        }
        text += join_csv_line(widened);
    }
    if (auto written = write_file_atomically(path_, text); !written) return written;
    auto opened = AppendFile::open(path_);
    if (!opened) return fail(opened.error());
    file_ = std::move(*opened);
    columns_ = std::move(columns);
    return {};
}

}  // namespace lathe::store
