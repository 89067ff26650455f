// SPDX-License-Identifier: GPL-3.0-or-later
// A report as plain values: sections of notes, tables and charts. What it is written as is decided elsewhere.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/report/figure.h"

namespace lathe::report {

// A table.
struct Table {
    std::string caption;
    std::vector<std::string> header;
    std::vector<bool> numeric;  // by column: aligned at the right
    std::vector<std::vector<std::string>> rows;
    bool names_first = true;  // the first cell of a row is what the row is about
    std::string note;         // below: what is not shown, and why
};

// A chart, with its numbers as a table.
struct Chart {
    Figure figure;
    Table numbers;     // the same for who does not see it; no rows: none
    std::string note;  // below: what is not shown, and why
};

// What a person wrote, in Markdown.
struct Note {
    std::string heading;  // may be empty
    std::string markdown;
};

// Text that is shown as it is: a config.
struct Listing {
    std::string caption;
    std::string text;
};

// A part of a section.
using Block = std::variant<Table, Chart, Note, Listing>;

// A part of the report under a heading of its own.
struct Section {
    std::string title;
    std::vector<Block> blocks;
};

struct Report {
    std::string title;
    std::string subtitle;  // when it was made, of what
    std::vector<Section> sections;
    std::vector<std::string> warnings;  // of damaged records, shown at the end
};

}  // namespace lathe::report
