// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/separator.h"

#include "core/base/csv.h"

namespace lathe::train {

namespace {

constexpr int rows_looked_at = 50;

// How well `delimiter` divides the first rows: the number of cells of the header, if most rows have as many.
struct Fit {
    std::size_t cells = 0;
    int agreeing = 0;  // rows
    int rows = 0;

    // Rows that agree count first, then cells.
    bool is_better_than(const Fit& other) const {
        const int mine = agreeing * other.rows;
        const int theirs = other.agreeing * rows;
        return mine != theirs ? mine > theirs : cells > other.cells;
    }
};

Fit fit_of(std::string_view text, char delimiter) {
    CsvReader reader(text, delimiter, Blanks::trimmed);
    Fit fit;
    while (!reader.at_end() && fit.rows < rows_looked_at) {
        const auto row = reader.next();
        if (!row) return {fit.cells, 0, 1};
        if (row->size() == 1 && row->front().empty()) continue;
        if (fit.cells == 0) fit.cells = row->size();
        fit.agreeing += row->size() == fit.cells ? 1 : 0;
        ++fit.rows;
    }
    return fit;
}

}  // namespace

Result<Separator> separator_of(std::string_view text, const std::string& wanted) {
    Separator found;
    constexpr std::string_view declaration = "sep=";
    if (text.starts_with(declaration) && text.size() > 5 && (text[5] == '\n' || text[5] == '\r')) {
        found.delimiter = text[4];
        found.skip = text.substr(5).starts_with("\r\n") ? 7 : 6;
    }
    if (wanted == "\\t") return Separator{'\t', found.skip};
    if (wanted.size() == 1 && wanted != "\"" && wanted != "\n" && wanted != "\r") {
        return Separator{wanted.front(), found.skip};
    }
    if (wanted != "auto") {
        return fail(Error{
            "expected one character or auto, found \"" + wanted + "\"", "write , or ; or \\t", {}, "data.delimiter"});
    }
    if (found.skip > 0) return found;
    Fit best;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        const Fit fit = fit_of(text, delimiter);
        // A header that it does not divide says nothing for it.
        if (fit.cells < 2 || (best.cells > 0 && !fit.is_better_than(best))) continue;
        best = fit;
        found.delimiter = delimiter;
    }
    return found;
}

}  // namespace lathe::train
