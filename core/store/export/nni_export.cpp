// SPDX-License-Identifier: GPL-3.0-or-later
// What NNI reads: its experiment file, and the results that `nnictl experiment import` gives to a tuner.
// Source of the second: nnictl's export of an experiment ("parameter", "value", "trialJobId", "intermediate").
#include <fmt/format.h>

#include "core/base/json.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/search/nni/export.h"
#include "core/store/export/export_writers.h"

namespace lathe::store {

namespace {

// Several objectives are a dict, in which "default" is the one that NNI goes by.
Json result_of(const StudyRecord& study, const TrialRecord& trial) {
    if (study.objectives.empty() || trial.objectives.size() != study.objectives.size())
        return json_number(*trial.objective);
    Json value{{"default", json_number(trial.objectives.front())}};
    for (std::size_t i = 1; i < trial.objectives.size(); ++i)
        value[study.objectives[i].first] = json_number(trial.objectives[i]);
    return value;
}

Json row_of(const StudyRecord& study, const std::string& name, const TrialRecord& trial, const RecordedPoints& points) {
    Json row{{"parameter", config::to_json(trial.params)},
             {"value", result_of(study, trial)},
             {"trialJobId", fmt::format("{}-{:04}", name, trial.number)}};
    const auto curve = points.series.find(study.metric);
    if (curve == points.series.end()) return row;
    row["intermediate"] = Json::array();
    for (const auto& point : curve->second) row["intermediate"].push_back(json_number(point.value));
    return row;
}

}  // namespace

Result<void> write_nni(ExportRun& run, TextOutput& out) {
    if (run.studies().size() != 1)
        return fail("NNI's experiment file holds one experiment", "name one study, or write the results of several");
    const auto file = run.studies().front().folder / "experiment.yaml";
    const auto document = config::Document::load(file.string());
    if (!document) return fail(document.error());
    static const config::Catalog nothing;
    const auto catalog = run.wanted().catalog;
    const auto read = search::read_experiment(*document, catalog ? *catalog : nothing);
    const auto exported = search::export_nni(read.experiment);
    for (const auto& note : exported.notes) run.left_out().note(note);
    return out.add(exported.text);
}

Result<void> write_nni_results(ExportRun& run, TextOutput& out) {
    Json all = Json::array();
    for (const auto& study : run.studies())
        for (const auto& trial : study.trials) {
            if (run.has_ended(trial)) {
                if (trial.objective) {
                    const auto points = run.read(study, trial, {});
                    const auto curve = points.series.find(study.metric);
                    const std::size_t kept = curve == points.series.end() ? 0 : curve->second.size();
                    run.left_out().add("point of a curve (all of those that are not the objective's)",
                                       "points of curves (all of those that are not the objective's)",
                                       points.count() - kept);
                    all.push_back(row_of(study, run.folder_name(study), trial, points));
                } else {
                    run.left_out().add("trial without a result", "trials without a result");
                }
            }
            if (auto done = run.step(); !done) return done;
        }
    return out.add(dump_json(all, 2) + "\n");
}

}  // namespace lathe::store
