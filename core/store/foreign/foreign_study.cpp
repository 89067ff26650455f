// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/foreign/foreign_study.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/text.h"
#include "core/search/constraint_list.h"
#include "core/store/journal.h"
#include "core/store/marks.h"
#include "core/store/metrics_csv.h"
#include "core/store/study_journal.h"
#include "core/store/study_record.h"
#include "core/store/trial_curves_reader.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_shown_name = 197;  // and the three dots of what was cut

void add_flat(const config::Value& value, const std::string& prefix, config::Dict& flat) {
    if (!value.is_dict()) {
        flat.emplace_back(prefix, value);
        return;
    }
    for (const auto& [key, part] : value.as_dict()) add_flat(part, prefix.empty() ? key : prefix + "." + key, flat);
}

config::Value last_values(const ScalarSeries& metrics) {
    config::Dict last;
    for (const auto& [tag, points] : metrics)
        if (!points.empty()) last.emplace_back(tag, points.back().value);
    return config::Value(std::move(last));
}

std::int64_t last_step(const ScalarSeries& metrics) {
    std::int64_t step = 0;
    for (const auto& [tag, points] : metrics)
        for (const ScalarPoint& point : points) step = std::max(step, point.step);
    return step;
}

std::optional<double> objective_of(const ForeignStudy& study, const ForeignTrial& trial) {
    if (!trial.objectives.empty()) return trial.objectives.front();
    const auto series = trial.metrics.find(study.metric);
    if (series == trial.metrics.end() || series->second.empty()) return std::nullopt;
    return series->second.back().value;
}

TrialRecord record_of(const ForeignStudy& study, const ForeignTrial& trial, int number) {
    TrialRecord record;
    record.number = number;
    record.state = trial.state;
    record.params = config::Value(trial.params);
    record.start = trial.start;
    record.end = trial.end;
    record.device = trial.device;
    record.metric = study.metric;
    record.objective = objective_of(study, trial);
    record.objective_last = trial.objective_last ? trial.objective_last : record.objective;
    record.objective_best = trial.objective_best ? trial.objective_best : record.objective;
    if (study.objectives.size() > 1) record.objectives = trial.objectives;
    record.steps = trial.steps.value_or(last_step(trial.metrics));
    record.epochs = trial.epochs;
    record.error = trial.error;
    record.metrics = last_values(trial.metrics);
    record.constrained = trial.constrained;
    record.from = trial.from;
    record.facts = trial.facts;
    record.facts.set("imported_from", study.tool);
    return record;
}

Result<void> write_usage(const fs::path& folder, const ForeignTrial& trial) {
    if (trial.usage_files.empty()) return {};
    if (auto made = make_folders(folder); !made) return made;
    for (const fs::path& file : trial.usage_files)
        if (auto copied = copy_file_atomically(file, folder / file.filename()); !copied) return copied;
    return {};
}

Result<void> write_points(const fs::path& folder, const ForeignTrial& trial) {
    std::map<std::int64_t, std::vector<std::pair<std::string, double>>> rows;
    for (const auto& [tag, points] : trial.metrics)
        for (const ScalarPoint& point : points) rows[point.step].emplace_back(tag, point.value);
    auto csv = MetricsCsv::open(folder / "metrics.csv");
    if (!csv) return fail(csv.error());
    for (const auto& [step, values] : rows) {
        // A tag may have several points at a step: the last counts, as it does in TensorBoard.
        std::map<MetricsCsv::Metric, double> cells;
        for (const auto& [tag, value] : values) cells[csv->metric(tag)] = value;
        std::vector<MetricsCsv::Cell> row;
        for (const auto& [metric, value] : cells) row.push_back({metric, value});
        csv->add_row(step, row);
    }
    if (auto done = csv->flush(); !done) return done;
    if (!trial.event_files.empty()) {
        for (const fs::path& file : trial.event_files)
            if (auto copied = copy_file_atomically(file, folder / file.filename()); !copied) return copied;
        return write_usage(usage_folder(folder), trial);
    }
    if (trial.metrics.empty()) return {};
    auto events = EventFileWriter::create(folder);
    if (!events) return fail(events.error());
    for (const auto& [tag, points] : trial.metrics)
        for (const ScalarPoint& point : points) events->add_scalar(tag, point);
    return events->flush();
}

Result<void> write_trial(const fs::path& folder, const ForeignStudy& study, const ForeignTrial& trial, int number) {
    if (auto made = make_folders(folder); !made) return made;
    const config::Value params(trial.params);
    if (auto done = write_file_atomically(folder / "config.yaml", config::to_yaml(params)); !done) return done;
    if (auto done = write_file_atomically(folder / "params.json", dump_json(config::to_json(params), 2) + "\n"); !done)
        return done;
    if (auto done = write_points(folder, trial); !done) return done;
    return write_trial_record(folder, record_of(study, trial, number));
}

// Says what it is: a key that no experiment has, so that running it is refused.
std::string experiment_text(const ForeignStudy& study) {
    config::Dict search;
    if (!study.metric.empty())
        search.emplace_back("objective",
                            config::Dict{{"metric", study.metric},
                                         {"mode", study.mode == search::Mode::minimize ? "minimize" : "maximize"}});
    if (!study.constraints.empty()) search.emplace_back("constraints", search::to_value(study.constraints));
    config::Dict root{{"lathe", 1},
                      {"name", study.name},
                      {"imported", config::Dict{{"from", study.tool}, {"path", study.source.string()}}}};
    if (!search.empty()) root.emplace_back("search", std::move(search));
    return "# Runs that another program recorded. They can be looked at and compared, not run again.\n" +
           config::to_yaml(config::Value(std::move(root)));
}

Result<void> write_journal(const fs::path& folder, const ForeignStudy& study) {
    auto journal = Journal::open(journal_path(folder));
    if (!journal) return fail(journal.error());
    std::optional<Time> first, last;
    for (const ForeignTrial& trial : study.trials) {
        if (trial.start && (!first || *trial.start < *first)) first = trial.start;
        if (trial.end && (!last || *trial.end > *last)) last = trial.end;
    }
    const auto put = [&](const StudyEvent& event, const std::optional<Time>& time) {
        Json json = to_json(event);
        if (time) json["time"] = to_iso8601(*time);
        return journal->append(std::move(json));
    };
    event::Created created{study.name, true,        study.metric, study.mode,
                           false,      "",          "",           static_cast<int>(study.trials.size()),
                           {},         std::nullopt};
    if (study.objectives.size() > 1) created.objectives = study.objectives;
    created.constraints = study.constraints;
    created.from = study.from;
    created.warm_start = study.warm_start;
    if (auto done = put(created, first); !done) return done;
    for (std::size_t i = 0; i < study.trials.size(); ++i) {
        const ForeignTrial& trial = study.trials[i];
        const int number = static_cast<int>(i);
        if (auto done = put(event::Asked{number, config::Value(trial.params), {}, {}, {}, trial.from}, trial.start);
            !done)
            return done;
        const event::Finished finished{number,
                                       trial.state,
                                       objective_of(study, trial),
                                       trial.error,
                                       study.objectives.size() > 1 ? trial.objectives : std::vector<double>(),
                                       trial.constrained};
        if (auto done = put(finished, trial.end); !done) return done;
    }
    if (auto done = put(event::Ended{StudyState::finished, ""}, last); !done) return done;
    return journal->flush_to_disk();
}

Result<void> write_marks(const fs::path& folder, const ForeignStudy& study) {
    const auto changed = change_marks(folder, [&](StudyMarks& marks) {
        if (check_marks(study.marks)) marks.study = study.marks;
        for (std::size_t i = 0; i < study.trials.size(); ++i) {
            Marks said = study.trials[i].marks;
            said.name = shortened(said.name, longest_shown_name);
            std::erase_if(said.tags, [](const std::string& tag) { return !check_marks({.tags = {tag}}); });
            if (said != Marks() && check_marks(said)) marks.trials[static_cast<int>(i)] = std::move(said);
        }
    });
    if (!changed) return fail(changed.error());
    return {};
}

}  // namespace

config::Dict flat_params(const config::Value& value) {
    config::Dict flat;
    if (value.is_dict()) add_flat(value, "", flat);
    return flat;
}

Result<fs::path> write_foreign_study(const Workspace& workspace, const ForeignStudy& study,
                                     const ForeignProgress& progress) {
    return workspace.add_study(study.name, [&](const fs::path& folder) -> Result<void> {
        if (auto done = write_file_atomically(folder / "experiment.yaml", experiment_text(study)); !done) return done;
        for (std::size_t i = 0; i < study.trials.size(); ++i) {
            const int number = static_cast<int>(i);
            if (auto done = write_trial(trial_folder(folder, number), study, study.trials[i], number); !done)
                return done;
            if (progress)
                if (auto go_on = progress(i + 1); !go_on) return go_on;
        }
        if (auto done = write_marks(folder, study); !done) return done;
        return write_journal(folder, study);
    });
}

}  // namespace lathe::store
