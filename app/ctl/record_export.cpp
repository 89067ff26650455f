// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/record_export.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/base/csv.h"
#include "core/base/numbers.h"
#include "core/store/event_file.h"

namespace lathe::ctl {

namespace {

std::string exact_number(const std::optional<double>& value) {
    return value ? csv_number(*value) : "";
}

std::string time_text(const std::optional<Time>& time) {
    return time ? to_iso8601(*time) : "";
}

// A cell: text as it is, everything else as YAML writes it, but for what is no finite number.
std::string cell_text(const config::Value* value) {
    if (!value || value->is_null()) return "";
    if (value->is_float() && !std::isfinite(value->as_float())) return csv_number(value->as_float());
    return value->is_string() ? value->as_string() : config::to_yaml_inline(*value);
}

// Keys of a dict of each trial, in the order in which they first appear.
std::vector<std::string> keys_of(const store::StudyRecord& study, config::Value store::TrialRecord::*member) {
    std::vector<std::string> keys;
    for (const auto& trial : study.trials) {
        const config::Value& value = trial.*member;
        if (!value.is_dict()) continue;
        for (const auto& [key, child] : value.as_dict())
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
    return keys;
}

store::ScalarSeries read_series(const store::StudyRecord& study, int number, std::vector<std::string>& warnings) {
    store::EventFolderReader reader(store::trial_folder(study.folder, number));
    auto series = reader.poll();
    warnings.insert(warnings.end(), reader.warnings().begin(), reader.warnings().end());
    return series;
}

// Event files hold 32-bit floats: the shortest digits that give the same one ("0.1", not "0.10000000149011612").
std::string float_text(double value) {
    return csv_number(static_cast<float>(value));
}

Json float_json(double value) {
    return json_number(parse_number<double>(float_text(value)).value_or(value));
}

}  // namespace

std::string trials_csv(const store::StudyRecord& study) {
    const auto params = keys_of(study, &store::TrialRecord::params);
    const auto metrics = keys_of(study, &store::TrialRecord::metrics);
    std::vector<std::string> header{"number", "state", "objective", "objective_last", "objective_best", "steps",
                                    "epochs", "start", "end",       "device",         "error"};
    if (!study.constraints.empty()) header.emplace_back("feasible");
    for (const auto& key : params) header.push_back("params." + key);
    for (const auto& key : metrics) header.push_back("metrics." + key);
    std::string out = join_csv_line(header);
    for (const auto& trial : study.trials) {
        std::vector<std::string> row{std::to_string(trial.number),
                                     std::string(search::name_of(trial.state)),
                                     exact_number(trial.objective),
                                     exact_number(trial.objective_last),
                                     exact_number(trial.objective_best),
                                     std::to_string(trial.steps),
                                     std::to_string(trial.epochs),
                                     time_text(trial.start),
                                     time_text(trial.end),
                                     trial.device,
                                     trial.error};
        const bool has_result = search::has_result(trial.state, trial.objective);
        if (!study.constraints.empty()) row.emplace_back(!has_result ? "" : trial.violation > 0 ? "false" : "true");
        for (const auto& key : params) row.push_back(cell_text(trial.params.get(key)));
        for (const auto& key : metrics) row.push_back(cell_text(trial.metrics.get(key)));
        out += join_csv_line(row);
    }
    return out;
}

std::string metrics_csv(const store::StudyRecord& study, std::vector<std::string>& warnings) {
    std::string out = join_csv_line({"trial", "metric", "step", "wall_time", "value"});
    for (const auto& trial : study.trials)
        for (const auto& [tag, points] : read_series(study, trial.number, warnings))
            for (const auto& point : points)
                out += join_csv_line({std::to_string(trial.number), tag, std::to_string(point.step),
                                      fmt::format("{}", point.wall_time), float_text(point.value)});
    return out;
}

Json study_with_metrics(const store::StudyRecord& study, std::vector<std::string>& warnings) {
    Json json = to_json(study);
    for (std::size_t i = 0; i < study.trials.size(); ++i) {
        Json all = Json::object();
        for (const auto& [tag, points] : read_series(study, study.trials[i].number, warnings)) {
            Json& series = all[tag] = Json::array();
            for (const auto& point : points)
                series.push_back(Json::array({point.step, point.wall_time, float_json(point.value)}));
        }
        json["trials"][i]["series"] = std::move(all);
    }
    return json;
}

}  // namespace lathe::ctl
