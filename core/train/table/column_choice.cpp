// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/column_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/config/schema.h"
#include "core/train/table/name_pattern.h"

namespace lathe::train {

namespace {

bool any_matches(const std::vector<std::string>& patterns, const std::string& name) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&name](const std::string& pattern) { return matches(name, pattern); });
}

Error no_such_column(const std::vector<std::string>& header, const CsvOptions& options, const std::string& name,
                     const char* key) {
    const std::string near = config::nearest_name(name, header);
    std::string hint =
        (near.empty() ? "" : "did you mean " + near + "? ") + "the columns are " + some_names(header, 20);
    if (header.size() == 1) hint = "the only column is " + header.front() + "; if it is several, set data.delimiter";
    Error error{"there is no column \"" + name + "\"", std::move(hint), {}, key, options.file};
    error.line = 1;
    return error;
}

}  // namespace

std::string some_names(const std::vector<std::string>& names, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i) text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > most ? text + " and " + std::to_string(names.size() - most) + " more" : text;
}

Result<std::int64_t> chosen_target(const std::vector<std::string>& header, const CsvOptions& options) {
    const auto place = std::find(header.begin(), header.end(), options.target);
    if (!options.target.empty() && place == header.end()) {
        return fail(no_such_column(header, options, options.target, "data.target"));
    }
    for (const auto& [name, type] : options.types) {
        if (std::find(header.begin(), header.end(), name) == header.end()) {
            return fail(no_such_column(header, options, name, "data.types"));
        }
    }
    for (const auto& [patterns, key] :
         {std::pair{&options.columns, "data.columns"}, std::pair{&options.exclude, "data.exclude"}}) {
        for (const std::string& pattern : *patterns) {
            const auto fits = [&pattern](const std::string& name) { return matches(name, pattern); };
            if (std::any_of(header.begin(), header.end(), fits)) continue;
            return fail(no_such_column(header, options, pattern, key));
        }
    }
    if (options.target.empty()) return -1;
    // A pattern may cover it by chance; its name is meant.
    if (std::find(options.exclude.begin(), options.exclude.end(), options.target) != options.exclude.end()) {
        return fail(Error{"the target " + options.target + " is left out",
                          "take it from data.exclude, or choose another target",
                          {},
                          "data.exclude",
                          options.file});
    }
    return place - header.begin();
}

void choose_role(Column& column, const CsvOptions& options) {
    const auto leave_out = [&column](std::string why) {
        column.role = ColumnRole::left_out;
        column.why = std::move(why);
    };
    if (any_matches(options.exclude, column.name)) return leave_out("data.exclude names it");
    if (!options.columns.empty() && !any_matches(options.columns, column.name)) {
        return leave_out("data.columns does not name it");
    }
    switch (column.type) {
        case ColumnType::number:
        case ColumnType::category:
        case ColumnType::date: return;
        case ColumnType::text:
            if (!column.inferred) return leave_out("data.types says that it is text");
            return leave_out(fmt::format("it holds {} different texts{}", column.words.size(),
                                         column.note.empty() ? "" : "; " + column.note));
        case ColumnType::id: return leave_out("it numbers or names the rows, each differently");
        case ColumnType::constant: return leave_out("it holds the same value everywhere");
        case ColumnType::empty: return leave_out("it holds no values");
    }
}

}  // namespace lathe::train
