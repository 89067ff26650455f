// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl data describe FILE: what a table holds, and what training makes of it.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/text_table.h"
#include "app/table_request.h"
#include "core/base/input.h"
#include "core/base/plural.h"
#include "core/base/printable.h"

namespace lathe::ctl {

namespace {

using train::ColumnDescription;

struct DataArguments {
    std::string file;
    std::vector<std::string> overrides;
    bool json = false;
};

// "▁▃█▂": a bar for each count.
std::string bars(const std::vector<std::int64_t>& counts) {
    constexpr const char* heights[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const auto most = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
    std::string text;
    for (const std::int64_t count : counts) {
        const std::int64_t height = most == 0 ? 0 : (count * 8 + most - 1) / most;
        text += heights[height];
    }
    return text;
}

std::string values_text(const ColumnDescription& column) {
    constexpr std::size_t most = 4;
    constexpr std::size_t longest = 24;
    std::string text;
    for (std::size_t i = 0; i < column.values.size() && i < most; ++i) {
        std::string word = column.values[i].first;
        if (word.size() > longest) {
            std::size_t end = longest;
            while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) --end;
            word = word.substr(0, end) + "...";
        }
        text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", word, column.values[i].second);
    }
    const auto shown = static_cast<std::int64_t>(std::min(column.values.size(), most));
    if (column.distinct > shown) text += fmt::format(", {} more", column.distinct - shown);
    return text;
}

void print(const train::TableDescription& table) {
    const std::string delimiter = table.delimiter == '\t' ? "tab" : fmt::format("\"{}\"", table.delimiter);
    std::cout << fmt::format("{}: {}, {}; {}, cells divided by {}, decimal {}\n\n", printable(table.file),
                             counted(table.rows, "row"), counted(table.columns.size(), "column"), table.encoding,
                             delimiter, table.mark == train::DecimalMark::comma ? "comma" : "point");
    TextTable text;
    text.add_column("column");
    text.add_column("type");
    text.add_column("use");
    text.add_column("missing", TextTable::Align::right);
    text.add_column("distinct", TextTable::Align::right);
    text.add_column("min", TextTable::Align::right);
    text.add_column("mean", TextTable::Align::right);
    text.add_column("max", TextTable::Align::right);
    text.add_column("histogram or values");
    for (const ColumnDescription& column : table.columns) {
        const bool has_mean = column.range && column.type != train::ColumnType::date;
        text.add_row({column.name, std::string(name_of(column.type)), std::string(name_of(column.role)),
                      std::to_string(column.missing), std::to_string(column.distinct), column.low_text(),
                      has_mean ? train::short_number(column.range->mean) : std::string(), column.high_text(),
                      column.values.empty() ? bars(column.histogram) : values_text(column)});
    }
    std::cout << text.str();
    if (!table.notes.empty()) std::cout << '\n';
    for (const std::string& note : table.notes) std::cout << printable(note) << '\n';
}

// The description of a file, or of a stream under its name.
tl::expected<train::TableDescription, Errors> description_of(const DataArguments& arguments,
                                                             const config::Catalog& catalog) {
    constexpr std::uint64_t most_stream_bytes = std::uint64_t{8} << 30;
    std::optional<StreamFile> stream;
    if (inherited_descriptor(arguments.file)) {
        auto copy = copy_stream(arguments.file, most_stream_bytes);
        if (!copy) return tl::make_unexpected(Errors{copy.error()});
        stream.emplace(std::move(*copy));
    }
    const auto options = table_options(stream ? stream->path : arguments.file, arguments.overrides, catalog);
    if (!options) return tl::make_unexpected(options.error());
    auto description = train::describe_table(*options);
    if (!description) {
        Error error = description.error();
        if (stream && error.file == stream->path) error.file = stream->name;
        return tl::make_unexpected(Errors{std::move(error)});
    }
    if (stream) description->file = stream->name;
    return std::move(*description);
}

void describe(Program& program, const DataArguments& arguments) {
    const auto description = description_of(arguments, *program.catalog);
    if (!description) return program.errors(description.error());
    if (arguments.json) std::cout << dump_json(description->to_json()) << '\n';
    else print(*description);
}

}  // namespace

void add_data_commands(CLI::App& app, Program& program) {
    auto* data = app.add_subcommand("data", "Look at data before training on it");
    data->require_subcommand(1);
    const auto arguments = std::make_shared<DataArguments>();
    auto* one =
        data->add_subcommand("describe", "Columns of a table: types, gaps, ranges, classes, and what is left out");
    one->add_option("FILE", arguments->file, "A table (CSV), or an experiment that trains on one")->required();
    one->add_option("OPTIONS", arguments->overrides, "Options of the data: data.target=y, data.exclude=[id]")
        ->type_name("KEY=VALUE");
    one->add_flag("--json", arguments->json, "Print one JSON document");
    one->callback([&program, arguments] { describe(program, *arguments); });
}

}  // namespace lathe::ctl
