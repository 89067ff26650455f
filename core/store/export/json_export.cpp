// SPDX-License-Identifier: GPL-3.0-or-later
// The form of `lathectl show --json`, each trial with "series": {metric: [[step, wall_time, value], ...]}. Of one study
// an object, of several a list of them. read_exported_json() reads it back.
#include "core/base/json.h"
#include "core/store/export/export_writers.h"

namespace lathe::store {

namespace {

constexpr TrialParts kept_in_json{.points = true, .marks = true, .facts = true};

Result<Json> json_of(ExportRun& run, const StudyRecord& study) {
    Json json = to_json(study);
    for (std::size_t i = 0; i < study.trials.size(); ++i) {
        Json all = Json::object();
        for (const auto& [tag, points] : run.read(study, study.trials[i], kept_in_json).series) {
            Json& series = all[tag] = Json::array();
            for (const auto& point : points)
                series.push_back(Json::array({point.step, point.wall_time, json_number(point.value)}));
        }
        json["trials"][i]["series"] = std::move(all);
        if (auto done = run.step(); !done) return fail(done.error());
    }
    return json;
}

}  // namespace

Result<void> write_json(ExportRun& run, TextOutput& out) {
    const bool several = run.studies().size() > 1;
    bool first = true;
    for (const auto& study : run.studies()) {
        const auto json = json_of(run, study);
        if (!json) return fail(json.error());
        const std::string before = !several ? "" : first ? "[\n" : ",\n";
        if (auto done = out.add(before + dump_json(*json, 2)); !done) return done;
        first = false;
    }
    return out.add(several ? "\n]\n" : "\n");
}

}  // namespace lathe::store
