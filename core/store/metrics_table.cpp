// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/metrics_table.h"

#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "core/base/csv.h"
#include "core/base/files.h"
#include "core/base/numbers.h"
#include "core/base/plural.h"

namespace lathe::store {

namespace {

constexpr std::uint64_t largest_table = 8ull << 30;

Error in_table(const fs::path& file, int line, std::string what) {
    Error error{std::move(what), "put the file back as it was written"};
    error.file = file.string();
    error.line = line;
    return error;
}

}  // namespace

Result<MetricsTable> read_metrics_csv(const fs::path& file) {
    const auto text = read_file(file, largest_table);
    if (!text) return fail(text.error());
    MetricsTable table;
    CsvReader reader(*text);
    std::vector<std::string> columns;
    std::size_t step_column = 0;
    while (!reader.at_end()) {
        const int line = reader.line();
        auto cells = reader.next();
        if (!cells) return fail(in_table(file, line, cells.error().what));
        if (columns.empty()) {
            columns = std::move(*cells);
            step_column = static_cast<std::size_t>(std::find(columns.begin(), columns.end(), "step") - columns.begin());
            if (step_column == columns.size()) return fail(in_table(file, line, "there is no column \"step\""));
            continue;
        }
        if (cells->size() != columns.size())
            return fail(in_table(file, line,
                                 fmt::format("{}, the header has {}", counted(cells->size(), "cell"), columns.size())));
        const auto step = parse_number<std::int64_t>((*cells)[step_column]);
        if (!step) return fail(in_table(file, line, "the step is no whole number: " + (*cells)[step_column]));
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i == step_column || (*cells)[i].empty()) continue;
            const auto value = parse_number<double>((*cells)[i]);
            if (!value) return fail(in_table(file, line, columns[i] + " is no number: " + (*cells)[i]));
            table[columns[i]][*step] = *value;
        }
    }
    return table;
}

}  // namespace lathe::store
