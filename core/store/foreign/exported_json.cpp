// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what core/store/export/json_export.cpp writes.
#include <map>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/base/plural.h"
#include "core/search/constraint_list.h"
#include "core/store/foreign/foreign_readers.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_exported_json = 2ull << 30;

search::Mode mode_in(const Json& objective) {
    return JsonMembers(objective).text("mode") == "maximize" ? search::Mode::maximize : search::Mode::minimize;
}

// nullopt: it is no point.
std::optional<ScalarPoint> point_in(const Json& json) {
    if (!json.is_array() || json.size() != 3) return std::nullopt;
    const auto step = integer_from_json(json[0]);
    const auto time = number_from_json(json[1]);
    const auto value = number_from_json(json[2]);
    if (!step || !time || !value) return std::nullopt;
    return ScalarPoint{*step, *time, *value};
}

std::size_t take_series(const Json& series, ForeignTrial& trial) {
    std::size_t bad = 0;
    for (const auto& [tag, points] : series.items()) {
        if (!points.is_array()) {
            ++bad;
            continue;
        }
        for (const auto& one : points) {
            if (const auto point = point_in(one)) trial.metrics[tag].push_back(*point);
            else ++bad;
        }
    }
    return bad;
}

// Of metrics whose curves the file does not have.
void take_last(const TrialRecord& record, ForeignTrial& trial) {
    if (!record.metrics.is_dict()) return;
    const double when = record.end ? to_unix_seconds(*record.end) : 0;
    for (const auto& [name, value] : record.metrics.as_dict())
        if (value.is_number() && !trial.metrics.contains(name))
            trial.metrics[name] = {{record.steps, when, value.as_number()}};
}

Marks marks_in(const Json& json) {
    const auto found = json.find("marks");
    if (found == json.end()) return {};
    auto marks = marks_from_json(*found);
    return marks ? std::move(*marks) : Marks();
}

// nullopt: there is none that can be read.
std::optional<search::Origin> origin_in(const Json& json) {
    auto origin = search::origin_from_json(json);
    return origin ? std::optional(std::move(*origin)) : std::nullopt;
}

void take_parents(const Json& json, ForeignStudy& study) {
    if (const auto from = json.find("from"); from != json.end()) study.from = origin_in(*from);
    if (const auto all = json.find("warm_start"); all != json.end() && all->is_array())
        for (const auto& one : *all)
            if (auto origin = origin_in(one)) study.warm_start.push_back(std::move(*origin));
}

void take_constraints(const Json& json, ForeignStudy& study) {
    const auto given = json.find("constraints");
    if (given == json.end()) return;
    auto read = search::read_constraints(config::from_json(*given), "constraints");
    if (read.errors.empty()) study.constraints = std::move(read.constraints);
    else
        study.notes.push_back(study.name +
                              ": its constraints were left out; trials that break them count as others "
                              "do: " +
                              read.errors.front().what);
}

// Parents of the same study are called by the numbers that trials had in it.
void renumber_parents(ForeignStudy& study, const std::map<int, int>& numbers) {
    for (ForeignTrial& trial : study.trials) {
        if (!trial.from || !trial.from->study.empty() || !trial.from->trial) continue;
        const auto number = numbers.find(*trial.from->trial);
        if (number == numbers.end()) trial.from.reset();
        else trial.from->trial = number->second;
    }
}

Result<ForeignStudy> study_in(const Json& json, const fs::path& file) {
    if (!json.is_object() || !json.contains("trials") || !json["trials"].is_array())
        return fail("is no study: it has no \"trials\"", "name a file that `lathectl export --to json` wrote");
    ForeignStudy study;
    study.name = JsonMembers(json).text("name");
    if (study.name.empty()) study.name = file.stem().string();
    study.tool = "json";
    study.source = file;
    study.marks = marks_in(json);
    if (const auto objective = json.find("objective"); objective != json.end() && objective->is_object()) {
        study.metric = JsonMembers(*objective).text("metric");
        study.mode = mode_in(*objective);
    }
    if (const auto several = json.find("objectives"); several != json.end() && several->is_array())
        for (const auto& one : *several)
            if (one.is_object()) study.objectives.emplace_back(JsonMembers(one).text("metric"), mode_in(one));
    take_constraints(json, study);
    take_parents(json, study);
    std::map<int, int> numbers;
    std::size_t unfinished = 0, bad = 0;
    for (const auto& one : json["trials"]) {
        auto record = trial_record_from_json(one);
        if (!record) return fail(record.error());
        if (!search::is_final(record->state)) {
            ++unfinished;
            continue;
        }
        ForeignTrial trial;
        trial.marks = marks_in(one);
        if (record->params.is_dict()) trial.params = record->params.as_dict();
        trial.start = record->start;
        trial.end = record->end;
        trial.state = record->state;
        trial.error = record->error;
        trial.objectives = record->objectives;
        if (trial.objectives.empty() && record->objective) trial.objectives = {*record->objective};
        trial.device = record->device;
        trial.steps = record->steps;
        trial.epochs = record->epochs;
        trial.objective_last = record->objective_last;
        trial.objective_best = record->objective_best;
        trial.facts = record->facts;
        if (!study.constraints.empty()) trial.constrained = record->constrained;
        trial.from = record->from;
        numbers.emplace(record->number, static_cast<int>(study.trials.size()));
        if (const auto series = one.find("series"); series != one.end() && series->is_object())
            bad += take_series(*series, trial);
        take_last(*record, trial);
        study.trials.push_back(std::move(trial));
    }
    const auto were = [](std::size_t count) { return count == 1 ? "was" : "were"; };
    if (unfinished > 0)
        study.notes.push_back(fmt::format("{}: {} that had not ended {} left out", study.name,
                                          counted(unfinished, "trial"), were(unfinished)));
    if (bad > 0)
        study.notes.push_back(
            fmt::format("{}: {} that {} none {} left out", study.name, counted(bad, "point"), were(bad), were(bad)));
    renumber_parents(study, numbers);
    return study;
}

}  // namespace

Result<std::vector<ForeignStudy>> read_exported_json(const fs::path& file) {
    const auto in_file = [&](Error error) {
        if (error.file.empty()) error.file = file.string();
        return fail(std::move(error));
    };
    const auto text = read_file(file, largest_exported_json);
    if (!text) return fail(text.error());
    const auto json = parse_json(*text, file.string());
    if (!json) return fail(json.error());
    std::vector<ForeignStudy> studies;
    const auto take = [&](const Json& one) -> Result<void> {
        auto study = study_in(one, file);
        if (!study) return fail(study.error());
        if (!study->trials.empty()) studies.push_back(std::move(*study));
        return {};
    };
    if (json->is_array()) {
        for (const auto& one : *json)
            if (auto done = take(one); !done) return in_file(done.error());
    } else if (auto done = take(*json); !done) {
        return in_file(done.error());
    }
    if (studies.empty()) return in_file({"holds no study with trials that have ended", "name another file"});
    return studies;
}

}  // namespace lathe::store
