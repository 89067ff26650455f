// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a report that are tables and text.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/plural.h"
#include "core/base/text.h"
#include "core/report/parameter_axis.h"
#include "core/report/report_parts.h"
#include "core/store/foreign/foreign_study.h"

namespace lathe::report {

namespace {

constexpr std::size_t most_best = 10;
constexpr std::size_t most_rows = 500;
constexpr std::size_t longest_config = 64u << 10;

std::string objective_name(const store::StudyRecord& study) {
    const auto one = [](const std::string& metric, search::Mode mode) {
        return metric.empty() ? std::string() : (mode == search::Mode::minimize ? "least " : "most ") + metric;
    };
    if (study.objectives.empty()) return one(study.metric, study.mode);
    std::string text;
    for (const auto& [metric, mode] : study.objectives) text += (text.empty() ? "" : ", ") + one(metric, mode);
    return text;
}

std::string time_of(const std::optional<Time>& time) {
    return time ? to_iso8601(*time).substr(0, 16).replace(10, 1, " ") : "";
}

std::string took(const std::optional<Time>& start, const std::optional<Time>& end) {
    if (!start || !end) return "";
    return format_duration(std::chrono::duration_cast<std::chrono::milliseconds>(*end - *start));
}

std::string lower(std::string_view name) {
    std::string text;
    for (const char c : name) text += c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

std::string why_text(const store::StudyRecord& study, const store::TrialRecord& trial) {
    const std::string broken = study.broken_by(trial);
    std::string text = shortened(trial.error, 200);
    if (!broken.empty()) text += (text.empty() ? "" : "; ") + ("breaks " + broken);
    return text;
}

std::string objective_text(const store::TrialRecord& trial) {
    if (trial.objectives.size() < 2) return trial.objective ? number_text(*trial.objective) : "";
    std::string text;
    for (const double value : trial.objectives) text += (text.empty() ? "" : ", ") + number_text(value);
    return text;
}

// Flat names of a dict of each trial, in the order in which they first appear.
template <class Trials>
std::vector<std::string> names_in(const Trials& trials, config::Value store::TrialRecord::*member) {
    std::vector<std::string> names;
    std::set<std::string> known;
    for (const store::TrialRecord* trial : trials)
        for (const auto& [name, value] : store::flat_params(trial->*member))
            if (known.insert(name).second) names.push_back(name);
    return names;
}

void add_values(const config::Value& dict, const std::vector<std::string>& names, std::vector<std::string>& row) {
    const auto flat = store::flat_params(dict);
    for (const auto& name : names) {
        const auto found = std::ranges::find(flat, name, &config::Entry::first);
        row.push_back(found == flat.end() ? "" : cell_text(&found->second));
    }
}

// A column is one of numbers when each of its cells begins as one.
void find_numbers(Table& table) {
    table.numeric.assign(table.header.size(), false);
    for (std::size_t column = 1; column < table.header.size(); ++column) {
        bool any = false, all = true;
        for (const auto& row : table.rows) {
            const std::string& cell = row[column];
            if (cell.empty()) continue;
            any = true;
            const bool sign = cell[0] == '-' && cell.size() > 1;
            all = all &&
                  (is_digit(cell[sign ? 1 : 0]) || cell == "NaN" || cell == "\u221e" || cell == "\u2212\u221e") &&
                  cell.find_first_of(" :") == std::string::npos;
        }
        table.numeric[column] = any && all;
    }
}

}  // namespace

std::vector<Block> studies_part(const ReportStudies& studies) {
    Table table;
    table.caption = "Studies";
    table.header = {"Study", "State", "Trials", "Asked for", "Best", "Best trial", "Tuner", "Began (UTC)", "Took"};
    for (const ReportStudy& study : studies.all()) {
        const auto& record = study.record;
        const auto* best = record.best();
        const auto finished =
            std::ranges::count_if(record.trials, [](const auto& trial) { return search::is_final(trial.state); });
        table.rows.push_back({study.label, lower(store::name_of(record.state)),
                              fmt::format("{} of {} ended", finished, record.trials.size()), objective_name(record),
                              best ? objective_text(*best) : "", best ? std::to_string(best->number) : "", record.tuner,
                              time_of(record.start), took(record.start, record.end)});
    }
    find_numbers(table);
    return {std::move(table)};
}

std::vector<Block> notes_part(const ReportStudies& studies) {
    std::vector<Block> blocks;
    for (const ReportStudy& study : studies.all()) {
        if (const auto& note = study.record.marks.study.note; !note.empty()) blocks.push_back(Note{study.label, note});
        for (const auto& trial : study.record.trials)
            if (const auto& note = study.record.marks.of_trial(trial.number).note; !note.empty())
                blocks.push_back(Note{studies.label_of(study, trial), note});
    }
    return blocks;
}

std::vector<Block> best_part(const ReportStudies& studies) {
    std::vector<Block> blocks;
    for (const ReportStudy& study : studies.all()) {
        if (study.ranked.empty()) continue;
        const std::vector<const store::TrialRecord*> best(
            study.ranked.begin(), study.ranked.begin() + std::ptrdiff_t(std::min(most_best, study.ranked.size())));
        const auto params = names_in(best, &store::TrialRecord::params);
        Table table;
        table.caption =
            best.size() < study.ranked.size()
                ? fmt::format("{}: the best {} of {} with a result", study.label, best.size(),
                              counted(study.ranked.size(), "trial"))
                : fmt::format("{}: {} with a result, the best first", study.label, counted(best.size(), "trial"));
        table.header = {"Trial", objective_name(study.record)};
        table.header.insert(table.header.end(), params.begin(), params.end());
        table.header.emplace_back("Took");
        const bool constrained = !study.record.constraints.empty();
        if (constrained) table.header.emplace_back("Breaks");
        for (const auto* trial : best) {
            std::vector<std::string> row{studies.label_of(study, *trial), objective_text(*trial)};
            add_values(trial->params, params, row);
            row.push_back(took(trial->start, trial->end));
            if (constrained) row.push_back(study.record.broken_by(*trial));
            table.rows.push_back(std::move(row));
        }
        find_numbers(table);
        blocks.emplace_back(std::move(table));
    }
    return blocks;
}

std::vector<Block> trials_part(const ReportStudies& studies) {
    std::vector<Block> blocks;
    for (const ReportStudy& study : studies.all()) {
        std::vector<const store::TrialRecord*> shown;
        for (const auto& trial : study.record.trials)
            if (shown.size() < most_rows) shown.push_back(&trial);
        if (shown.empty()) continue;
        const auto params = names_in(shown, &store::TrialRecord::params);
        const auto metrics = names_in(shown, &store::TrialRecord::metrics);
        Table table;
        table.caption = study.label;
        table.header = {"Trial", "State", "Objective"};
        table.header.insert(table.header.end(), params.begin(), params.end());
        table.header.insert(table.header.end(), metrics.begin(), metrics.end());
        table.header.insert(table.header.end(), {"Took", "Why"});
        for (const auto* trial : shown) {
            std::vector<std::string> row{studies.label_of(study, *trial), lower(search::name_of(trial->state)),
                                         objective_text(*trial)};
            add_values(trial->params, params, row);
            add_values(trial->metrics, metrics, row);
            row.push_back(took(trial->start, trial->end));
            row.push_back(why_text(study.record, *trial));
            table.rows.push_back(std::move(row));
        }
        if (const auto left = study.record.trials.size() - shown.size(); left > 0)
            table.note = fmt::format("The first {}; {} more are not shown.", shown.size(), counted(left, "trial"));
        find_numbers(table);
        blocks.emplace_back(std::move(table));
    }
    return blocks;
}

std::vector<Block> environment_part(const ReportStudies& studies) {
    std::vector<Block> blocks;
    for (const ReportStudy& study : studies.all()) {
        if (study.record.trials.empty()) continue;
        const auto& trial = study.ranked.empty() ? study.record.trials.front() : *study.ranked.front();
        const std::string label = studies.label_of(study, trial);
        Table table;
        table.caption = fmt::format("What {} ran in", label);
        table.header = {"What", "Value"};
        if (!trial.device.empty()) table.rows.push_back({"device", trial.device});
        for (const auto& [name, value] : store::flat_params(trial.facts))
            table.rows.push_back({name, cell_text(&value)});
        if (!table.rows.empty()) blocks.emplace_back(std::move(table));
        const auto config = read_file(store::trial_folder(study.record.folder, trial.number) / "config.yaml");
        if (config && !config->empty())
            blocks.emplace_back(Listing{fmt::format("Config of {}", label), shortened(*config, longest_config)});
    }
    return blocks;
}

}  // namespace lathe::report
