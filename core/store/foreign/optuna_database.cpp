// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <utility>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include "core/store/foreign/foreign_readers.h"

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
    const std::string name = json->value("name", "");
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
    explicit OptunaReader(const fs::path& file) : file_(file), database_(file.string(), SQLite::OPEN_READONLY, 1000) {}

    std::vector<ForeignStudy> run() {
        std::vector<ForeignStudy> studies;
        SQLite::Statement rows(database_, "SELECT study_id, study_name FROM studies ORDER BY study_id");
        while (rows.executeStep()) {
            auto study = read_one(rows.getColumn(0).getInt64(), rows.getColumn(1).getString());
            if (!study.trials.empty()) studies.push_back(std::move(study));
        }
        return studies;
    }

  private:
    ForeignStudy read_one(std::int64_t id, const std::string& name) {
        ForeignStudy study;
        study.name = name;
        study.tool = "optuna";
        study.source = file_;
        read_directions(id, study);
        int unfinished = 0;
        SQLite::Statement rows(database_,
                               "SELECT trial_id, number, state, datetime_start, datetime_complete FROM trials "
                               "WHERE study_id = ? ORDER BY number");
        rows.bind(1, id);
        while (rows.executeStep() && study.trials.size() < most_foreign_trials) {
            const std::string state = rows.getColumn(2).getString();
            if (state == "RUNNING" || state == "WAITING") {
                ++unfinished;
                continue;
            }
            ForeignTrial trial;
            trial.name = fmt::format("{} {}", name, rows.getColumn(1).getInt());
            trial.state = optuna_state(state);
            if (trial.state == search::TrialState::failed) trial.error = "Optuna says that the trial failed";
            trial.start = time_in(rows.getColumn(3));
            trial.end = time_in(rows.getColumn(4));
            fill(trial, rows.getColumn(0).getInt64(), study);
            study.trials.push_back(std::move(trial));
        }
        if (unfinished > 0)
            study.notes.push_back(fmt::format("{}: {} trials that had not ended were left out", name, unfinished));
        return study;
    }

    void read_directions(std::int64_t id, ForeignStudy& study) {
        SQLite::Statement rows(database_,
                               "SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective");
        rows.bind(1, id);
        while (rows.executeStep()) {
            const auto mode =
                rows.getColumn(0).getString() == "MAXIMIZE" ? search::Mode::maximize : search::Mode::minimize;
            study.objectives.emplace_back(fmt::format("value_{}", study.objectives.size()), mode);
        }
        if (study.objectives.size() == 1) study.objectives.front().first = "value";
        if (study.objectives.empty()) study.objectives.emplace_back("value", search::Mode::minimize);
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
        const auto between = intermediate_of(id, when, last);
        while (values.executeStep()) {
            const auto value = value_in(values.getColumn(0), values.getColumn(1));
            if (value) trial.objectives.push_back(*value);
        }
        for (std::size_t i = 0; i < trial.objectives.size() && i < study.objectives.size(); ++i)
            trial.metrics[study.objectives[i].first].push_back({last, when, trial.objectives[i]});
        if (!between.empty()) trial.metrics["intermediate"] = between;
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
    SQLite::Database database_;
};

}  // namespace

Result<std::vector<ForeignStudy>> read_optuna_database(const fs::path& file) {
    const auto problem = [&](std::string what, std::string hint) {
        Error error{std::move(what), std::move(hint)};
        error.file = file.string();
        return fail(std::move(error));
    };
    std::error_code code;
    if (!fs::is_regular_file(file, code)) return problem("is no file", "name the .db file that sqlite:///... names");
    try {
        auto studies = OptunaReader(file).run();
        if (studies.empty()) return problem("holds no study with trials that have ended", "run one first");
        return studies;
    } catch (const SQLite::Exception& failure) {
        return problem(
            fmt::format("cannot be read as Optuna's database: {}", failure.what()),
            "name a SQLite file of Optuna 3 or newer; `optuna storage upgrade` brings older ones up to date");
    }
}

}  // namespace lathe::store
