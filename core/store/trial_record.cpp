// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trial_record.h"

#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/json_members.h"

namespace lathe::store {

namespace {

Json optional_number(const std::optional<double>& value) {
    return value ? json_number(*value) : Json();
}

Json optional_time(const std::optional<Time>& time) {
    return time ? Json(to_iso8601(*time)) : Json();
}

// An object, empty when there is none.
config::Value dict(JsonMembers& in, const char* key) {
    const Json* value = in.find(key);
    if (value && value->is_object()) return config::from_json(*value);
    if (value) in.refuse(key);
    return config::Value(config::Dict{});
}

Error in_file(Error error, const std::filesystem::path& file) {
    if (error.file.empty()) error.file = file.string();
    return error;
}

}  // namespace

Json to_json(const TrialRecord& record) {
    Json json;
    json["number"] = record.number;
    json["state"] = search::name_of(record.state);
    json["params"] = config::to_json(record.params.is_dict() ? record.params : config::Value(config::Dict{}));
    json["metric"] = record.metric;
    json["objective"] = optional_number(record.objective);
    json["objective_last"] = optional_number(record.objective_last);
    json["objective_best"] = optional_number(record.objective_best);
    for (const double value : record.objectives) json["objectives"].push_back(json_number(value));
    for (const double value : record.constrained) json["constraints"].push_back(json_number(value));
    if (record.budget) json["budget"] = *record.budget;
    if (record.start_from) json["start_from"] = *record.start_from;
    if (!record.note.is_null()) json["note"] = config::to_json(record.note);
    if (record.from) json["from"] = search::to_json(*record.from);
    json["steps"] = record.steps;
    json["epochs"] = record.epochs;
    json["start"] = optional_time(record.start);
    json["end"] = optional_time(record.end);
    json["device"] = record.device;
    json["error"] = record.error.empty() ? Json() : Json(record.error);
    json["metrics"] = config::to_json(record.metrics);
    json["facts"] = config::to_json(record.facts);
    return json;
}

Result<TrialRecord> trial_record_from_json(const Json& json) {
    if (!json.is_object()) return fail("a trial record must be a JSON object");
    JsonMembers in(json);
    TrialRecord record;
    record.number = in.count("number", JsonMembers::Need::required);
    if (const auto state = search::state_from_name(in.text("state"))) record.state = *state;
    else in.refuse("state");
    record.params = dict(in, "params");
    record.metric = in.text("metric");
    record.objective = in.number("objective");
    record.objective_last = in.number("objective_last");
    record.objective_best = in.number("objective_best");
    record.objectives = in.numbers("objectives");
    record.constrained = in.numbers("constraints");
    if (in.find("budget")) record.budget = in.large_count("budget");
    if (in.find("start_from")) record.start_from = in.count("start_from");
    if (const Json* note = in.find("note")) record.note = config::from_json(*note);
    // Written in another way by a later Lathe: the trial is worth more than where it comes from.
    if (const Json* from = in.find("from"))
        if (auto origin = search::origin_from_json(*from)) record.from = std::move(*origin);
    record.steps = in.large_count("steps");
    record.epochs = in.large_count("epochs");
    record.start = in.time("start");
    record.end = in.time("end");
    record.device = in.text("device");
    record.error = in.text("error");
    record.metrics = dict(in, "metrics");
    record.facts = dict(in, "facts");
    if (in.bad()) return fail(fmt::format("the trial record has no good \"{}\"", in.bad()));
    return record;
}

Result<TrialRecord> read_trial_record(const std::filesystem::path& trial_folder) {
    const auto file = trial_folder / "trial.json";
    const auto text = read_file(file);
    if (!text) return fail(text.error());
    const auto json = parse_json(*text, file.string());
    if (!json) return fail(json.error());
    auto record = trial_record_from_json(*json);
    if (!record) return fail(in_file(record.error(), file));
    return record;
}

Result<std::optional<TrialRecord>> read_trial_witness(const std::filesystem::path& trial_folder) {
    std::optional<TrialRecord> out;
    if (auto record = read_trial_record(trial_folder)) out = std::move(*record);
    const auto file = trial_folder / "params.json";
    const auto text = read_file(file);
    const auto json = text ? parse_json(*text, file.string()) : fail(text.error());
    if (!json || !json->is_object()) return out;
    auto params = config::from_json(*json);
    if (out && !(out->params == params)) {
        Error error{"the parameters here are not those of trial.json beside it",
                    "put back the one of the two files that was changed"};
        error.file = file.string();
        return fail(std::move(error));
    }
    if (!out) {
        out.emplace();
        out->params = std::move(params);
    }
    return out;
}

Result<void> write_trial_record(const std::filesystem::path& trial_folder, const TrialRecord& record) {
    return write_file_atomically(trial_folder / "trial.json", dump_json(to_json(record), 2) + "\n");
}

}  // namespace lathe::store
