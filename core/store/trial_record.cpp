#include "core/store/trial_record.h"

#include <limits>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"

namespace lathe::store {

namespace {

Json optional_number(const std::optional<double>& value) {
    return value ? json_number(*value) : Json();
}

Json optional_time(const std::optional<Time>& time) {
    return time ? Json(to_iso8601(*time)) : Json();
}

// Takes members out of a record; the first that is of the wrong type is remembered.
class Reader {
  public:
    explicit Reader(const Json& json) : json_(json) {}

    std::string text(const char* key) {
        const Json* value = member(key);
        if (!value) return {};
        if (value->is_string()) return value->get<std::string>();
        bad_ = key;
        return {};
    }
    std::int64_t count(const char* key) {
        const Json* value = member(key);
        if (!value) return 0;
        if (value->is_number_integer() && value->get<std::int64_t>() >= 0) return value->get<std::int64_t>();
        bad_ = key;
        return 0;
    }
    std::optional<double> number(const char* key) {
        const Json* value = member(key);
        if (!value) return std::nullopt;
        const auto number = number_from_json(*value);
        if (!number) bad_ = key;
        return number;
    }
    std::vector<double> numbers(const char* key) {
        std::vector<double> out;
        const Json* value = member(key);
        if (value && !value->is_array()) bad_ = key;
        if (!value || !value->is_array()) return out;
        for (const Json& one : *value) {
            const auto number = number_from_json(one);
            if (!number) bad_ = key;
            out.push_back(number.value_or(0));
        }
        return out;
    }
    std::optional<Time> time(const char* key) {
        const std::string written = text(key);
        if (written.empty()) return std::nullopt;
        const auto time = from_iso8601(written);
        if (!time) bad_ = key;
        return time;
    }
    config::Value dict(const char* key) {
        const Json* value = member(key);
        if (value && value->is_object()) return config::from_json(*value);
        if (value) bad_ = key;
        return config::Value(config::Dict{});
    }
    const char* bad() const { return bad_; }
    void refuse(const char* key) { bad_ = key; }
    bool has(const char* key) const { return member(key) != nullptr; }

  private:
    const Json* member(const char* key) const {
        const auto it = json_.find(key);
        return it == json_.end() || it->is_null() ? nullptr : &*it;
    }

    const Json& json_;
    const char* bad_ = nullptr;
};

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
    if (record.budget) json["budget"] = *record.budget;
    if (record.start_from) json["start_from"] = *record.start_from;
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
    Reader in(json);
    TrialRecord record;
    const std::int64_t number = in.count("number");
    if (!in.has("number") || number > std::numeric_limits<int>::max()) in.refuse("number");
    record.number = static_cast<int>(number);
    if (const auto state = search::state_from_name(in.text("state"))) record.state = *state;
    else in.refuse("state");
    record.params = in.dict("params");
    record.metric = in.text("metric");
    record.objective = in.number("objective");
    record.objective_last = in.number("objective_last");
    record.objective_best = in.number("objective_best");
    record.objectives = in.numbers("objectives");
    if (in.has("budget")) record.budget = in.count("budget");
    if (in.has("start_from")) record.start_from = static_cast<int>(in.count("start_from"));
    record.steps = in.count("steps");
    record.epochs = in.count("epochs");
    record.start = in.time("start");
    record.end = in.time("end");
    record.device = in.text("device");
    record.error = in.text("error");
    record.metrics = in.dict("metrics");
    record.facts = in.dict("facts");
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

Result<void> write_trial_record(const std::filesystem::path& trial_folder, const TrialRecord& record) {
    return write_file_atomically(trial_folder / "trial.json", dump_json(to_json(record), 2) + "\n");
}

}  // namespace lathe::store
