// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/csv_table.h"

#include <algorithm>
#include <map>

#include "core/base/csv.h"
#include "core/base/files.h"
#include "core/base/plural.h"
#include "core/train/table/cell_number.h"
#include "core/train/table/separator.h"
#include "core/train/table/text_decoding.h"

namespace lathe::train {

namespace {

constexpr std::uint64_t max_csv_size = std::uint64_t{8} << 30;

tl::unexpected<Error> fail_in_table(int line, std::string what, std::string hint, std::string key = {}) {
    Error error{std::move(what), std::move(hint), {}, std::move(key)};
    error.line = line;
    return fail(std::move(error));
}

// Names of columns; what is wrong with them.
Result<void> check_header(std::vector<std::string>& header, int line) {
    const auto is_number = [](const std::string& name) { return number_in(name, DecimalMark::point).has_value(); };
    if (std::all_of(header.begin(), header.end(), is_number)) {
        return fail_in_table(line, "the first line holds numbers where it is to name the columns",
                             "put a line with names above it, or set data.header=false", "data.header");
    }
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i].empty()) header[i] = "column " + std::to_string(i + 1);
        const auto [before, is_new] = places.emplace(header[i], i);
        if (is_new) continue;
        return fail_in_table(line,
                             "columns " + std::to_string(before->second + 1) + " and " + std::to_string(i + 1) +
                                 " are both called \"" + header[i] + "\"",
                             "give each column a name of its own");
    }
    return {};
}

std::string length_hint(std::size_t cells, std::size_t names) {
    if (cells == names + 1)
        return "correct the line; if all rows are so, the first column needs a name in the first line";
    return "correct the line, or set data.delimiter";
}

}  // namespace

void CsvTable::add_row(const std::vector<std::string>& cells, int line) {
    for (const std::string& cell : cells) {
        bytes_ += cell;
        ends_.push_back(bytes_.size());
    }
    lines_.push_back(line);
}

Result<CsvTable> parse_csv(std::string_view text, const CsvForm& form) {
    const auto separator = separator_of(text, form.delimiter);
    if (!separator) return fail(separator.error());
    CsvTable table;
    table.delimiter = separator->delimiter;
    CsvReader reader(text.substr(separator->skip), separator->delimiter, Blanks::trimmed);
    const int skipped = separator->skip > 0 ? 1 : 0;
    while (!reader.at_end()) {
        const int line = reader.line() + skipped;
        auto row = reader.next();
        if (!row) {
            Error error = row.error();
            error.line += skipped;
            return fail(std::move(error));
        }
        if (row->size() == 1 && row->front().empty()) continue;  // a blank line
        if (table.header.empty() && form.header) {
            table.header = std::move(*row);
            if (const auto good = check_header(table.header, line); !good) return fail(good.error());
            continue;
        }
        if (table.header.empty()) {
            for (std::size_t i = 1; i <= row->size(); ++i) table.header.push_back("column " + std::to_string(i));
        }
        if (row->size() != table.header.size()) {
            return fail_in_table(
                line,
                "has " + counted(row->size(), "cell") + " where the header has " + std::to_string(table.header.size()),
                length_hint(row->size(), table.header.size()));
        }
        table.add_row(*row, line);
    }
    if (table.rows() == 0) return fail("holds no rows", "give a table whose first line names the columns");
    return table;
}

Result<CsvTable> read_csv(const std::filesystem::path& path, const CsvForm& form) {
    const auto with_file = [&path](Error error) {
        error.file = path.string();
        if (error.key.empty()) error.key = "data.file";
        return fail(std::move(error));
    };
    auto bytes = read_file(path, max_csv_size);
    if (!bytes) return with_file(bytes.error());
    const auto decoded = decode_text(std::move(*bytes), form.encoding);
    if (!decoded) return with_file(decoded.error());
    auto table = parse_csv(decoded->text, form);
    if (!table) return with_file(table.error());
    table->encoding = decoded->encoding;
    return table;
}

}  // namespace lathe::train
