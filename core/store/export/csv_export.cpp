// SPDX-License-Identifier: GPL-3.0-or-later
// Tables: a row a trial, or a row a recorded point. read_exported_csv() reads them back.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/base/csv.h"
#include "core/store/export/export_writers.h"
#include "core/store/foreign/value_text.h"

namespace lathe::store {

namespace {

std::string exact_number(const std::optional<double>& value) {
    return value ? csv_number(*value) : "";
}

std::string time_text(const std::optional<Time>& time) {
    return time ? to_iso8601(*time) : "";
}

std::string cell_of(const config::Value* value) {
    return value ? value_text(*value) : "";
}

// Records keep what is not finite as text.
std::string metric_cell(const config::Value* value) {
    if (!value) return "";
    const auto number = number_from_json(config::to_json(*value));
    return number ? csv_number(*number) : value_text(*value);
}

// Keys of a dict of each trial, in the order in which they first appear.
std::vector<std::string> keys_of(const std::vector<StudyRecord>& studies, config::Value TrialRecord::*member) {
    std::vector<std::string> keys;
    std::set<std::string> known;
    for (const auto& study : studies)
        for (const auto& trial : study.trials) {
            const config::Value& value = trial.*member;
            if (!value.is_dict()) continue;
            for (const auto& [key, child] : value.as_dict())
                if (known.insert(key).second) keys.push_back(key);
        }
    return keys;
}

// Of a study with constraints: whether the trial holds to them.
std::string feasible(const StudyRecord& study, const TrialRecord& trial) {
    if (study.constraints.empty() || !search::has_result(trial.state, trial.objective)) return "";
    return trial.violation > 0 ? "false" : "true";
}

// What people said has columns where anybody said something.
struct MarkColumns {
    bool names = false;
    bool notes = false;
    bool tags = false;

    explicit MarkColumns(const std::vector<StudyRecord>& studies) {
        for (const auto& study : studies)
            for (const auto& trial : study.trials) {
                const Marks& marks = study.marks.of_trial(trial.number);
                names |= !marks.name.empty();
                notes |= !marks.note.empty();
                tags |= !marks.tags.empty();
            }
    }
    void add_header(std::vector<std::string>& header) const {
        if (names) header.emplace_back("name");
        if (tags) header.emplace_back("tags");
        if (notes) header.emplace_back("note");
    }
    void add_cells(const Marks& marks, std::vector<std::string>& row) const {
        if (names) row.push_back(marks.name);
        if (tags) row.push_back(fmt::format("{}", fmt::join(marks.tags, " ")));
        if (notes) row.push_back(marks.note);
    }
};

}  // namespace

Result<void> write_trials_csv(ExportRun& run, TextOutput& out) {
    const auto params = keys_of(run.studies(), &TrialRecord::params);
    const auto metrics = keys_of(run.studies(), &TrialRecord::metrics);
    const MarkColumns marks(run.studies());
    const bool several = run.studies().size() > 1;
    std::vector<std::string> header;
    if (several) header.emplace_back("study");
    header.insert(header.end(), {"number", "state", "objective", "objective_last", "objective_best", "steps", "epochs",
                                 "start", "end", "device", "error"});
    const bool constrained =
        std::ranges::any_of(run.studies(), [](const auto& study) { return !study.constraints.empty(); });
    if (constrained) header.emplace_back("feasible");
    marks.add_header(header);
    for (const auto& key : params) header.push_back("params." + key);
    for (const auto& key : metrics) header.push_back("metrics." + key);
    if (auto done = out.add(join_csv_line(header)); !done) return done;
    for (const auto& study : run.studies())
        for (const auto& trial : study.trials) {
            std::vector<std::string> row;
            if (several) row.push_back(run.folder_name(study));
            row.insert(row.end(),
                       {std::to_string(trial.number), std::string(search::name_of(trial.state)),
                        exact_number(trial.objective), exact_number(trial.objective_last),
                        exact_number(trial.objective_best), std::to_string(trial.steps), std::to_string(trial.epochs),
                        time_text(trial.start), time_text(trial.end), trial.device, trial.error});
            if (constrained) row.push_back(feasible(study, trial));
            marks.add_cells(study.marks.of_trial(trial.number), row);
            for (const auto& key : params) row.push_back(cell_of(trial.params.get(key)));
            for (const auto& key : metrics) row.push_back(metric_cell(trial.metrics.get(key)));
            if (auto done = out.add(join_csv_line(row)); !done) return done;
            run.pass_over(study, trial, {.marks = true});
            if (auto done = run.step(); !done) return done;
        }
    return {};
}

Result<void> write_points_csv(ExportRun& run, TextOutput& out) {
    const bool several = run.studies().size() > 1;
    std::vector<std::string> header;
    if (several) header.emplace_back("study");
    header.insert(header.end(), {"trial", "metric", "step", "wall_time", "value"});
    if (auto done = out.add(join_csv_line(header)); !done) return done;
    for (const auto& study : run.studies())
        for (const auto& trial : study.trials) {
            const std::string head =
                (several ? csv_cell(run.folder_name(study)) + "," : std::string()) + std::to_string(trial.number) + ",";
            for (const auto& [tag, points] : run.read(study, trial, {.points = true}).series) {
                const std::string start = head + csv_cell(tag);
                for (const auto& point : points)
                    if (auto done = out.add(
                            fmt::format("{},{},{},{}\n", start, point.step, point.wall_time, csv_number(point.value)));
                        !done)
                        return done;
            }
            if (auto done = run.step(); !done) return done;
        }
    return {};
}

}  // namespace lathe::store
