// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/record_comparison.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "app/ctl/text_table.h"
#include "core/base/clock.h"
#include "core/base/csv.h"
#include "core/config/diff.h"
#include "core/provenance/record_table.h"
#include "core/store/metric_summary.h"

namespace lathe::ctl {

namespace {

std::string compared_cell(const std::optional<config::Value>& value) {
    if (!value) return "-";
    return value->is_string() ? value->as_string() : config::to_yaml_inline(*value);
}

std::optional<config::Value> number_cell(const std::optional<double>& value) {
    return value ? std::optional<config::Value>(*value) : std::nullopt;
}

}  // namespace

RecordComparison::RecordComparison(const std::vector<ComparedTrial>& trials, Rows rows) : wanted_(rows) {
    std::vector<const config::Value*> params, configs, records;
    for (const ComparedTrial& one : trials) {
        trials_.push_back(one.name);
        params.push_back(&one.trial.params);
        configs.push_back(&one.recorded.config);
        records.push_back(one.recorded.record.is_null() ? nullptr : &one.recorded.record);
    }
    std::vector<Row> parameters, config, environment;
    for (std::size_t i = 0; i < trials.size(); ++i) add_parameters(parameters, *params[i], i, trials.size());
    for (auto& row : config::compare(configs)) config.push_back({std::move(row.path), std::move(row.values)});
    for (auto& row : provenance::record_rows(records))
        environment.push_back({std::move(row.path), std::move(row.values)});
    add("parameters", std::move(parameters));
    add("metrics", metric_rows(trials));
    add("run", run_rows(trials));
    add("config", std::move(config));
    add("environment", std::move(environment));
}

// Parameters are named by whole paths: they are no tree.
void RecordComparison::add_parameters(std::vector<Row>& rows, const config::Value& params, std::size_t column,
                                      std::size_t columns) {
    if (!params.is_dict()) return;
    for (const auto& [path, value] : params.as_dict()) {
        auto row = std::ranges::find(rows, path, &Row::path);
        if (row == rows.end()) row = rows.insert(row, {path, std::vector<std::optional<config::Value>>(columns)});
        row->values[column] = value;
    }
}

void RecordComparison::add(const std::string& name, std::vector<Row> rows) {
    if (wanted_ == Rows::different)
        std::erase_if(rows, [](const Row& row) {
            return std::ranges::all_of(row.values, [&](const auto& value) { return value == row.values.front(); });
        });
    sections_.push_back({name, std::move(rows)});
}

std::vector<RecordComparison::Row> RecordComparison::metric_rows(const std::vector<ComparedTrial>& trials) {
    std::vector<store::MetricSummaries> summaries;
    std::set<std::string> names;
    for (const ComparedTrial& one : trials) {
        summaries.push_back(store::metric_summaries(store::trial_folder(one.study.folder, one.trial.number), one.trial,
                                                    one.study.mode));
        for (const auto& [name, summary] : summaries.back()) names.insert(name);
    }
    std::vector<Row> rows;
    for (const std::string& name : names) {
        Row last{name + " (last)", {}}, best{name + " (best)", {}};
        for (const auto& of_trial : summaries) {
            const auto found = of_trial.find(name);
            const bool there = found != of_trial.end();
            last.values.push_back(there ? number_cell(found->second.last) : std::nullopt);
            best.values.push_back(there ? number_cell(found->second.best) : std::nullopt);
        }
        const bool any = std::ranges::any_of(best.values, [](const auto& value) { return value.has_value(); });
        rows.push_back(std::move(last));
        if (any) rows.push_back(std::move(best));
    }
    return rows;
}

std::vector<RecordComparison::Row> RecordComparison::run_rows(const std::vector<ComparedTrial>& trials) {
    std::vector<Row> rows;
    const auto row = [&](const char* name, const auto& value) {
        Row made{name, {}};
        for (const ComparedTrial& one : trials) made.values.push_back(value(one));
        rows.push_back(std::move(made));
    };
    using Cell = std::optional<config::Value>;
    row("state", [](const ComparedTrial& one) -> Cell { return std::string(search::name_of(one.trial.state)); });
    row("objective", [](const ComparedTrial& one) -> Cell { return number_cell(one.trial.objective); });
    row("steps", [](const ComparedTrial& one) -> Cell { return one.trial.steps; });
    row("epochs", [](const ComparedTrial& one) -> Cell { return one.trial.epochs; });
    row("device", [](const ComparedTrial& one) -> Cell { return one.trial.device; });
    row("duration", [](const ComparedTrial& one) -> Cell {
        if (!one.trial.start || !one.trial.end) return std::nullopt;
        return format_duration(
            std::chrono::duration_cast<std::chrono::milliseconds>(*one.trial.end - *one.trial.start));
    });
    row("error", [](const ComparedTrial& one) -> Cell {
        return one.trial.error.empty() ? std::nullopt : Cell(one.trial.error);
    });
    return rows;
}

std::string RecordComparison::text() const {
    std::string out;
    for (const Section& section : sections_) {
        if (section.rows.empty()) continue;
        std::string title = section.name;
        std::ranges::transform(title, title.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
        TextTable table;
        table.add_column(title);
        for (const std::string& trial : trials_) table.add_column(trial);
        for (const Row& row : section.rows) {
            std::vector<std::string> cells{row.path};
            for (const auto& value : row.values) cells.push_back(compared_cell(value));
            table.add_row(std::move(cells));
        }
        out += (out.empty() ? "" : "\n") + table.str();
    }
    return out.empty() ? "no difference\n" : out;
}

std::string RecordComparison::csv() const {
    std::vector<std::string> head{"section", "property"};
    head.insert(head.end(), trials_.begin(), trials_.end());
    std::string out = join_csv_line(head);
    for (const Section& section : sections_)
        for (const Row& row : section.rows) {
            std::vector<std::string> cells{section.name, row.path};
            for (const auto& value : row.values) cells.push_back(value ? compared_cell(value) : "");
            out += join_csv_line(cells);
        }
    return out;
}

Json RecordComparison::json() const {
    Json json;
    json["trials"] = trials_;
    for (const Section& section : sections_) {
        json[section.name] = Json::array();
        for (const Row& row : section.rows) {
            Json values = Json::array();
            for (const auto& value : row.values) values.push_back(value ? config::to_json(*value) : Json());
            json[section.name].push_back({{"path", row.path}, {"values", std::move(values)}});
        }
    }
    return json;
}

}  // namespace lathe::ctl
