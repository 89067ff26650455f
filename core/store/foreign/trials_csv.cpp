// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/base/csv.h"
#include "core/base/files.h"
#include "core/base/numbers.h"
#include "core/base/plural.h"
#include "core/store/foreign/foreign_readers.h"
#include "core/store/foreign/value_text.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

Error csv_error(const fs::path& file, int line, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.file = file.string();
    error.line = line;
    return error;
}

}  // namespace

Result<std::vector<ForeignStudy>> read_trials_csv(const fs::path& file, const ForeignObjective& objective,
                                                  const std::set<std::string>& metrics) {
    const auto text = read_file(file);
    if (!text) return fail(text.error());
    CsvReader reader(*text, ',', Blanks::trimmed);
    if (reader.at_end()) return fail(csv_error(file, 1, "is empty", "the first line names the columns"));
    const auto header = reader.next();
    if (!header) return fail(csv_error(file, 1, header.error().what, header.error().hint));
    if (is_exported_csv(*header)) return read_exported_csv(file, {}, objective);
    if (std::set<std::string>(header->begin(), header->end()).size() != header->size())
        return fail(csv_error(file, 1, "names a column twice", "give each column a name of its own"));
    std::set<std::string> results = metrics;
    if (!objective.metric.empty()) results.insert(objective.metric);
    for (const auto& name : results)
        if (std::ranges::find(*header, name) == header->end())
            return fail(csv_error(file, 1, fmt::format("has no column \"{}\"", name),
                                  fmt::format("its columns: {}", fmt::join(*header, ", "))));
    ForeignStudy study;
    study.name = file.stem().string();
    study.tool = "csv";
    study.source = file;
    study.metric = objective.metric;
    study.mode = objective.mode;
    while (!reader.at_end() && study.trials.size() < most_foreign_trials) {
        const int line = reader.line();
        const auto cells = reader.next();
        if (!cells) return fail(csv_error(file, line, cells.error().what, cells.error().hint));
        if (cells->size() == 1 && cells->front().empty()) continue;
        if (cells->size() != header->size())
            return fail(
                csv_error(file, line,
                          fmt::format("has {} where the header has {}", counted(cells->size(), "cell"), header->size()),
                          "a row is a trial"));
        ForeignTrial trial;
        for (std::size_t i = 0; i < cells->size(); ++i) {
            const std::string& cell = (*cells)[i];
            if (cell.empty()) continue;
            if (!results.contains((*header)[i])) {
                trial.params.emplace_back((*header)[i], value_from_text(cell));
                continue;
            }
            const auto number = parse_number<double>(cell);
            if (!number)
                return fail(csv_error(file, line, fmt::format("\"{}\" in column {} is no number", cell, (*header)[i]),
                                      "a metric is a number, or an empty cell"));
            trial.metrics[(*header)[i]] = {{0, 0, *number}};
        }
        study.trials.push_back(std::move(trial));
    }
    if (study.trials.empty()) return fail(csv_error(file, 1, "has no rows below its header", "a row is a trial"));
    return std::vector{std::move(study)};
}

}  // namespace lathe::store
