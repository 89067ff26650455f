#include "core/store/metrics_csv.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "core/base/csv.h"

namespace lathe::store {

namespace {

constexpr std::uint64_t max_csv_size = 8ull << 30;

Error in_csv_file(Error error, const std::filesystem::path& file) {
    error.file = file.string();
    return error;
}

std::string row_text(const std::vector<std::string>& columns, const std::map<std::string, std::string>& row) {
    std::vector<std::string> fields;
    fields.reserve(columns.size());
    for (const auto& column : columns) {
        const auto it = row.find(column);
        fields.push_back(it == row.end() ? std::string() : it->second);
    }
    return join_csv_line(fields);
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
    const auto at = static_cast<std::size_t>(std::find(columns_.begin(), columns_.end(), "step") - columns_.begin());
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

void MetricsCsv::add_row(std::int64_t step, const std::map<std::string, double>& metrics) {
    Row row;
    for (const auto& [name, value] : metrics) row.emplace(name, csv_number(value));
    row.insert_or_assign("step", std::to_string(step));
    pending_.push_back(std::move(row));
}

Result<void> MetricsCsv::flush() {
    if (pending_.empty()) return {};
    std::set<std::string> columns(columns_.begin(), columns_.end());
    for (const Row& row : pending_)
        for (const auto& [name, value] : row) columns.insert(name);
    if (columns.size() != columns_.size())
        if (auto widened = widen({columns.begin(), columns.end()}); !widened) return widened;
    std::string text;
    for (const Row& row : pending_) text += row_text(columns_, row);
    if (auto written = file_.append(text); !written) return written;
    pending_.clear();
    return {};
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
        Row row;
        for (std::size_t i = 0; i < std::min(cells->size(), columns_.size()); ++i) row[columns_[i]] = (*cells)[i];
        text += row_text(columns, row);
    }
    if (auto written = write_file_atomically(path_, text); !written) return written;
    auto opened = AppendFile::open(path_);
    if (!opened) return fail(opened.error());
    file_ = std::move(*opened);
    columns_ = std::move(columns);
    return {};
}

}  // namespace lathe::store
