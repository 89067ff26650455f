#include "core/store/metrics_csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace lathe::store {

namespace {

constexpr std::uint64_t max_csv_size = 8ull << 30;

// As Python's csv and pandas read them: shortest digits that read back to the same double; nan, inf, -inf.
std::string number_text(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    return fmt::format("{}", value);
}

// Splits off the first line, without its newline (or CR LF).
std::string_view take_line(std::string_view& text) {
    const auto newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
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

std::vector<std::string> split_csv_line(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') fields.back() += line[++i];
        else if (c == '"') quoted = !quoted;
        else if (c == ',' && !quoted) fields.emplace_back();
        else fields.back() += c;
    }
    return fields;
}

std::string join_csv_line(const std::vector<std::string>& fields) {
    std::string line;
    for (const auto& field : fields) {
        if (&field != &fields.front()) line += ',';
        if (field.find_first_of(",\"\r\n") == std::string::npos) {
            line += field;
            continue;
        }
        line += '"';
        for (const char c : field) {
            if (c == '"') line += '"';
            line += c;
        }
        line += '"';
    }
    line += '\n';
    return line;
}

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
        std::string_view text = std::string_view(*bytes).substr(0, keep);
        if (!text.empty()) csv.columns_ = split_csv_line(take_line(text));
        if (keep > 0 && std::find(csv.columns_.begin(), csv.columns_.end(), "step") == csv.columns_.end()) {
            Error error{"the first line is not the header of a metrics.csv: it has no column 'step'",
                        "move the file away"};
            error.file = file.string();
            error.line = 1;
            return fail(std::move(error));
        }
        csv.learn_last_steps(text);
    }
    auto opened = AppendFile::open(file, keep);
    if (!opened) return fail(opened.error());
    csv.file_ = std::move(*opened);
    return csv;
}

void MetricsCsv::learn_last_steps(std::string_view rows) {
    const auto at = std::find(columns_.begin(), columns_.end(), "step") - columns_.begin();
    while (!rows.empty()) {
        const auto fields = split_csv_line(take_line(rows));
        std::int64_t step = 0;
        if (fields.size() != columns_.size()) continue;
        const std::string& text = fields[static_cast<std::size_t>(at)];
        if (std::from_chars(text.data(), text.data() + text.size(), step).ec != std::errc()) continue;
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (!fields[i].empty()) last_steps_[columns_[i]] = step;
    }
}

void MetricsCsv::add_row(std::int64_t step, const std::map<std::string, double>& metrics) {
    Row row;
    for (const auto& [name, value] : metrics) row.emplace(name, number_text(value));
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
    std::string_view rest = *bytes;
    if (!rest.empty()) take_line(rest);
    while (!rest.empty()) {
        const auto fields = split_csv_line(take_line(rest));
        Row row;
        for (std::size_t i = 0; i < std::min(fields.size(), columns_.size()); ++i) row[columns_[i]] = fields[i];
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
