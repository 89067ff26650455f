#include "core/train/data/csv.h"

#include "core/base/csv.h"
#include "core/base/files.h"

namespace lathe::train {

namespace {

constexpr std::uint64_t max_csv_size = std::uint64_t{8} << 30;

}  // namespace

Result<CsvTable> parse_csv(std::string_view text, char delimiter) {
    CsvReader reader(text, delimiter);
    CsvTable table;
    while (!reader.at_end()) {
        const int line = reader.line();
        auto row = reader.next();
        if (!row) return fail(row.error());
        if (row->size() == 1 && row->front().empty()) continue;  // a blank line
        if (table.header.empty()) {
            table.header = std::move(*row);
            continue;
        }
        if (row->size() != table.header.size()) {
            Error error{"has " + std::to_string(row->size()) + " cells where the header has " +
                            std::to_string(table.header.size()),
                        "correct the line"};
            error.line = line;
            return fail(std::move(error));
        }
        table.rows.push_back(std::move(*row));
        table.lines.push_back(line);
    }
    if (table.rows.empty()) return fail("holds no rows", "give a table whose first line names the columns");
    return table;
}

Result<CsvTable> read_csv(const std::filesystem::path& path, char delimiter) {
    const auto text = read_file(path, max_csv_size);
    if (!text) return fail(text.error());
    auto table = parse_csv(*text, delimiter);
    if (!table) {
        Error error = table.error();
        error.file = path.string();
        return fail(std::move(error));
    }
    return table;
}

}  // namespace lathe::train
