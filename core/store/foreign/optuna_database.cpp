// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <utility>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "core/base/json_members.h"
#include "core/base/plural.h"
#include "core/store/foreign/foreign_readers.h"
#include "core/store/foreign/optuna_attributes.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

// "2026-11-24 10:02:03.456789", in the local time of who ran it; taken as UTC, because it does not say.
std::optional<Time> time_in(const SQLite::Column& column) {
    if (column.isNull()) return std::nullopt;
    std::string text = column.getString();
    if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
    return from_iso8601(text + "Z");
}

search::TrialState optuna_state(const std::string& name) {
    if (name == "FAIL") return search::TrialState::failed;
    if (name == "PRUNED") return search::TrialState::early_stopped;
    return search::TrialState::succeeded;
}

// Infinities and NaN stand in value_type of trial_values and intermediate_value_type.
std::optional<double> value_in(const SQLite::Column& value, const SQLite::Column& type) {
    const std::string kind = type.isNull() ? std::string("FINITE") : type.getString();
    if (kind == "INF_POS") return HUGE_VAL;
    if (kind == "INF_NEG") return -HUGE_VAL;
    if (kind == "NAN") return std::nan("");
    return value.isNull() ? std::nullopt : std::optional(value.getDouble());
}

// Optuna keeps every parameter as a number; its distribution says what the number means.
config::Value param_value(double number, const std::string& distribution) {
    const auto json = parse_json(distribution, {}, JsonDialect::python);
    if (!json || !json->is_object()) return config::Value(number);
    const std::string name = JsonMembers(*json).text("name");
    if (name == "IntDistribution" || name == "IntUniformDistribution" || name == "IntLogUniformDistribution")
        return config::Value(static_cast<std::int64_t>(std::llround(number)));
    if (name != "CategoricalDistribution") return config::Value(number);
    const auto attributes = json->find("attributes");
    if (attributes == json->end() || !attributes->is_object()) return config::Value(number);
    const auto choices = attributes->find("choices");
    const auto place = static_cast<std::size_t>(std::max(0.0, number));
    if (choices == attributes->end() || !choices->is_array() || place >= choices->size()) return config::Value(number);
    return config::from_json((*choices)[place]);
}

class OptunaReader {
  public:
    OptunaReader(const fs::path& file, const ForeignProgress& progress)
        : file_(file), progress_(progress), database_(file.string(), SQLite::OPEN_READONLY, patience) {
        has_attributes_ = has_table("trial_user_attributes");
    }

    Result<std::vector<ForeignStudy>> run() {
        std::vector<ForeignStudy> studies;
        SQLite::Statement rows(database_, "SELECT study_id, study_name FROM studies ORDER BY study_id");
        while (rows.executeStep()) {
            auto study = read_one(rows.getColumn(0).getInt64(), rows.getColumn(1).getString());
            if (!study) return fail(study.error());
            if (!study->trials.empty()) studies.push_back(std::move(*study));
        }
        return studies;
    }

  private:
    static constexpr int patience = 1000;  // ms that it waits for another program's write

    Result<ForeignStudy> read_one(std::int64_t id, const std::string& name) {
        ForeignStudy study;
        study.name = name;
        study.tool = "optuna";
        study.source = file_;
        read_directions(id, study);
        others_ = 0;
        int unfinished = 0;
        SQLite::Statement rows(database_,
                               "SELECT trial_id, number, state, datetime_start, datetime_complete FROM trials "
                               "WHERE study_id = ? ORDER BY number");
        rows.bind(1, id);
        while (rows.executeStep()) {
            const std::string state = rows.getColumn(2).getString();
            if (state == "RUNNING" || state == "WAITING") {
                ++unfinished;
                continue;
            }
            if (study.trials.size() == most_foreign_trials) {
                study.notes.push_back(
                    fmt::format("{}: only the first {} trials were taken", name, most_foreign_trials));
                break;
            }
            ForeignTrial trial;
            trial.marks.name = fmt::format("{} {}", name, rows.getColumn(1).getInt());
            trial.state = optuna_state(state);
            trial.start = time_in(rows.getColumn(3));
            trial.end = time_in(rows.getColumn(4));
            fill(trial, rows.getColumn(0).getInt64(), study);
            if (trial.state == search::TrialState::failed && trial.error.empty())
                trial.error = "Optuna says that the trial failed";
            study.trials.push_back(std::move(trial));
            if (progress_)
                if (auto go_on = progress_(++trials_); !go_on) return fail(go_on.error());
        }
        if (unfinished > 0)
            study.notes.push_back(
                fmt::format("{}: {} left out", name,
                            counted(unfinished, "trial that had not ended was", "trials that had not ended were")));
        if (others_ > 0)
            study.notes.push_back(
                fmt::format("{}: {} that are no numbers were left out", name, counted(others_, "user attribute")));
        return study;
    }

    bool has_table(const char* name) {
        SQLite::Statement row(database_, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
        row.bind(1, name);
        return row.executeStep();
    }

    // Names that study.set_metric_names() gave to the objectives.
    std::vector<std::string> metric_names(std::int64_t id) {
        std::vector<std::string> names;
        if (!has_table("study_system_attributes")) return names;
        SQLite::Statement row(database_,
                              "SELECT value_json FROM study_system_attributes WHERE study_id = ? AND \"key\" = ?");
        row.bind(1, id);
        row.bind(2, optuna_attribute::metric_names);
        if (!row.executeStep()) return names;
        const auto json = parse_json(row.getColumn(0).getString(), {}, JsonDialect::python);
        if (!json || !json->is_array()) return names;
        for (const auto& name : *json)
            if (name.is_string()) names.push_back(name.get<std::string>());
        return names;
    }

    void read_directions(std::int64_t id, ForeignStudy& study) {
        const auto names = metric_names(id);
        SQLite::Statement rows(database_,
                               "SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective");
        rows.bind(1, id);
        while (rows.executeStep()) {
            const auto mode =
                rows.getColumn(0).getString() == "MAXIMIZE" ? search::Mode::maximize : search::Mode::minimize;
            const std::size_t place = study.objectives.size();
            study.objectives.emplace_back(place < names.size() ? names[place] : fmt::format("value_{}", place), mode);
        }
        if (study.objectives.empty()) study.objectives.emplace_back("value", search::Mode::minimize);
        if (study.objectives.size() == 1 && names.empty()) study.objectives.front().first = "value";
        named_ = !names.empty();
        study.metric = study.objectives.front().first;
        study.mode = study.objectives.front().second;
    }

    void fill(ForeignTrial& trial, std::int64_t id, const ForeignStudy& study) {
        SQLite::Statement params(
            database_, "SELECT param_name, param_value, distribution_json FROM trial_params WHERE trial_id = ?");
        params.bind(1, id);
        while (params.executeStep())
            trial.params.emplace_back(params.getColumn(0).getString(),
                                      param_value(params.getColumn(1).getDouble(), params.getColumn(2).getString()));

        const double when = trial.end ? to_unix_seconds(*trial.end) : 0;
        SQLite::Statement values(database_,
                                 "SELECT value, value_type FROM trial_values WHERE trial_id = ? ORDER BY objective");
        values.bind(1, id);
        std::int64_t last = 0;
        auto between = intermediate_of(id, when, last);
        while (values.executeStep()) {
            const auto value = value_in(values.getColumn(0), values.getColumn(1));
            if (value) trial.objectives.push_back(*value);
        }
        for (std::size_t i = 0; i < trial.objectives.size() && i < study.objectives.size(); ++i)
            trial.metrics[study.objectives[i].first].push_back({last, when, trial.objectives[i]});
        // Of a study whose objective has a name the values on the way are that metric's.
        const bool is_curve = named_ && study.objectives.size() == 1;
        if (!between.empty()) trial.metrics[is_curve ? study.metric : "intermediate"] = std::move(between);
        read_attributes(trial, id, last, when);
    }

    void read_attributes(ForeignTrial& trial, std::int64_t id, std::int64_t last, double when) {
        if (!has_attributes_) return;
        SQLite::Statement rows(database_,
                               "SELECT \"key\", value_json FROM trial_user_attributes WHERE trial_id = ? ORDER BY 1");
        rows.bind(1, id);
        while (rows.executeStep()) {
            const std::string key = rows.getColumn(0).getString();
            const auto json = parse_json(rows.getColumn(1).getString(), {}, JsonDialect::python);
            if (json && key == optuna_attribute::trial && json->is_object()) {
                take_own(*json, trial);
                continue;
            }
            const auto number = json ? number_from_json(*json) : std::nullopt;
            if (!number) ++others_;
            else if (!trial.metrics.contains(key)) trial.metrics[key] = {{last, when, *number}};
        }
    }

    // What an export of ours wrote of the trial.
    static void take_own(const Json& json, ForeignTrial& trial) {
        JsonMembers in(json);
        if (const auto state = search::state_from_name(in.text("state"))) trial.state = *state;
        trial.error = in.text("error");
        trial.device = in.text("device");
        trial.steps = in.large_count("steps");
        trial.epochs = in.large_count("epochs");
        // Optuna keeps the values of trials that have completed only.
        if (trial.objectives.empty()) trial.objectives = in.numbers("objectives");
        if (const auto objective = in.number("objective"); objective && trial.objectives.empty())
            trial.objectives = {*objective};
        trial.marks = {};
        const Json* said = in.find("marks");
        if (!said) return;
        if (auto marks = marks_from_json(*said)) trial.marks = std::move(*marks);
    }

    std::vector<ScalarPoint> intermediate_of(std::int64_t id, double when, std::int64_t& last) {
        std::vector<ScalarPoint> points;
        SQLite::Statement rows(database_,
                               "SELECT step, intermediate_value, intermediate_value_type FROM "
                               "trial_intermediate_values WHERE trial_id = ? ORDER BY step");
        rows.bind(1, id);
        while (rows.executeStep()) {
            const auto value = value_in(rows.getColumn(1), rows.getColumn(2));
            last = rows.getColumn(0).getInt64();
            if (value) points.push_back({last, when, *value});
        }
        return points;
    }

    fs::path file_;
    const ForeignProgress& progress_;
    SQLite::Database database_;
    std::size_t trials_ = 0;
    std::size_t others_ = 0;  // attributes of the study that could not be taken
    bool named_ = false;      // the objectives of the study
    bool has_attributes_ = false;
};

}  // namespace

Result<std::vector<ForeignStudy>> read_optuna_database(const fs::path& file, const ForeignProgress& progress) {
    const auto problem = [&](std::string what, std::string hint) {
        Error error{std::move(what), std::move(hint)};
        error.file = file.string();
        return fail(std::move(error));
    };
    std::error_code code;
    if (!fs::is_regular_file(file, code)) return problem("is no file", "name the .db file that sqlite:///... names");
    try {
        auto studies = OptunaReader(file, progress).run();
        if (!studies) return fail(studies.error());
        if (studies->empty()) return problem("holds no study with trials that have ended", "run one first");
        return studies;
    } catch (const SQLite::Exception& failure) {
        if (failure.getErrorCode() == SQLITE_BUSY || failure.getErrorCode() == SQLITE_LOCKED)
            return problem("is locked by another program, which writes into it",
                           "wait until that has ended, or take a copy that `sqlite3 FILE \".backup COPY\"` makes");
        return problem(
            fmt::format("cannot be read as Optuna's database: {}", failure.what()),
            "name a SQLite file of Optuna 3 or newer; `optuna storage upgrade` brings older ones up to date");
    }
}

}  // namespace lathe::store
