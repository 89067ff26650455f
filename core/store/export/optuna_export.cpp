// SPDX-License-Identifier: GPL-3.0-or-later
// Optuna's SQLite storage. Source: optuna.storages._rdb.models (schema version 12); read_optuna_database() reads it
// back.
#include <cmath>
#include <set>
#include <utility>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include "core/space/experiment_space.h"
#include "core/store/export/export_writers.h"
#include "core/store/export/optuna_distributions.h"
#include "core/store/foreign/foreign_study.h"
#include "core/store/foreign/optuna_attributes.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

constexpr TrialParts kept_by_optuna{.points = true, .marks = true};

constexpr const char* optuna_tables = R"sql(
CREATE TABLE studies (study_id INTEGER NOT NULL, study_name VARCHAR(512) NOT NULL, PRIMARY KEY (study_id));
CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
CREATE TABLE version_info (version_info_id INTEGER NOT NULL, schema_version INTEGER, library_version VARCHAR(256),
  PRIMARY KEY (version_info_id), CHECK (version_info_id=1));
CREATE TABLE study_directions (study_direction_id INTEGER NOT NULL, direction VARCHAR(8) NOT NULL,
  study_id INTEGER NOT NULL, objective INTEGER NOT NULL, PRIMARY KEY (study_direction_id),
  UNIQUE (study_id, objective), FOREIGN KEY(study_id) REFERENCES studies (study_id));
CREATE TABLE study_user_attributes (study_user_attribute_id INTEGER NOT NULL, study_id INTEGER, "key" VARCHAR(512),
  value_json TEXT, PRIMARY KEY (study_user_attribute_id), UNIQUE (study_id, "key"),
  FOREIGN KEY(study_id) REFERENCES studies (study_id));
CREATE TABLE study_system_attributes (study_system_attribute_id INTEGER NOT NULL, study_id INTEGER,
  "key" VARCHAR(512), value_json TEXT, PRIMARY KEY (study_system_attribute_id), UNIQUE (study_id, "key"),
  FOREIGN KEY(study_id) REFERENCES studies (study_id));
CREATE TABLE trials (trial_id INTEGER NOT NULL, number INTEGER, study_id INTEGER, state VARCHAR(8) NOT NULL,
  datetime_start DATETIME, datetime_complete DATETIME, PRIMARY KEY (trial_id),
  FOREIGN KEY(study_id) REFERENCES studies (study_id));
CREATE TABLE trial_user_attributes (trial_user_attribute_id INTEGER NOT NULL, trial_id INTEGER, "key" VARCHAR(512),
  value_json TEXT, PRIMARY KEY (trial_user_attribute_id), UNIQUE (trial_id, "key"),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
CREATE TABLE trial_system_attributes (trial_system_attribute_id INTEGER NOT NULL, trial_id INTEGER,
  "key" VARCHAR(512), value_json TEXT, PRIMARY KEY (trial_system_attribute_id), UNIQUE (trial_id, "key"),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
CREATE TABLE trial_params (param_id INTEGER NOT NULL, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT,
  distribution_json TEXT, PRIMARY KEY (param_id), UNIQUE (trial_id, param_name),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
CREATE TABLE trial_values (trial_value_id INTEGER NOT NULL, trial_id INTEGER NOT NULL, objective INTEGER NOT NULL,
  value FLOAT, value_type VARCHAR(7) NOT NULL, PRIMARY KEY (trial_value_id), UNIQUE (trial_id, objective),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
CREATE TABLE trial_intermediate_values (trial_intermediate_value_id INTEGER NOT NULL, trial_id INTEGER NOT NULL,
  step INTEGER NOT NULL, intermediate_value FLOAT, intermediate_value_type VARCHAR(7) NOT NULL,
  PRIMARY KEY (trial_intermediate_value_id), UNIQUE (trial_id, step),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
CREATE TABLE trial_heartbeats (trial_heartbeat_id INTEGER NOT NULL, trial_id INTEGER NOT NULL,
  heartbeat DATETIME NOT NULL, PRIMARY KEY (trial_heartbeat_id), UNIQUE (trial_id),
  FOREIGN KEY(trial_id) REFERENCES trials (trial_id));
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,
  CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
)sql";

// "2026-11-24 10:02:03.456000"; UTC, because Optuna does not say of which zone its times are.
void bind_time(SQLite::Statement& row, int at, const std::optional<Time>& time) {
    if (!time) return row.bind(at);
    std::string text = to_iso8601(*time);
    text[10] = ' ';
    text.replace(text.size() - 1, 1, "000");
    row.bind(at, text);
}

void bind_value(SQLite::Statement& row, int at, double value) {
    if (std::isfinite(value)) row.bind(at, value);
    else row.bind(at);
    row.bind(at + 1, std::isnan(value) ? "NAN" : std::isfinite(value) ? "FINITE" : value > 0 ? "INF_POS" : "INF_NEG");
}

class OptunaWriter {
  public:
    OptunaWriter(ExportRun& run, const fs::path& file)
        : run_(run),
          database_(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE),
          transaction_(make_tables(database_)),
          trial_(database_,
                 "INSERT INTO trials (trial_id, number, study_id, state, datetime_start, datetime_complete) "
                 "VALUES (?, ?, ?, ?, ?, ?)"),
          param_(database_,
                 "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES (?, ?, ?, ?)"),
          value_(database_, "INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?, ?, ?, ?)"),
          between_(database_,
                   "INSERT OR REPLACE INTO trial_intermediate_values (trial_id, step, intermediate_value, "
                   "intermediate_value_type) VALUES (?, ?, ?, ?)"),
          attribute_(database_, "INSERT INTO trial_user_attributes (trial_id, \"key\", value_json) VALUES (?, ?, ?)") {}

    Result<void> run() {
        put_version();
        for (const auto& study : run_.studies())
            if (auto done = write_study(study); !done) return done;
        transaction_.commit();
        return {};
    }

  private:
    static SQLite::Database& make_tables(SQLite::Database& database) {
        database.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");  // nobody sees it before it is whole
        database.exec(optuna_tables);
        return database;
    }

    void put_version() {
        const bool newer = run_.wanted().optuna == OptunaSchema::v3_2;
        if (newer) database_.exec("CREATE INDEX trials_study_id_key ON trials (study_id)");
        SQLite::Statement info(database_, "INSERT INTO version_info VALUES (1, 12, ?)");
        info.bind(1, newer ? "3.2.0" : "3.0.0");
        info.exec();
        SQLite::Statement revision(database_, "INSERT INTO alembic_version VALUES (?)");
        revision.bind(1, newer ? "v3.2.0.a" : "v3.0.0.d");
        revision.exec();
    }

    Result<void> write_study(const StudyRecord& study) {
        if (study.metric.empty() && study.objectives.empty()) {
            Error error{"has no objective, which each study of Optuna has", "write it as MLflow's folder or as JSON"};
            error.file = study.folder.string();
            return fail(std::move(error));
        }
        const int id = ++studies_;
        number_ = 0;
        SQLite::Statement row(database_, "INSERT INTO studies VALUES (?, ?)");
        row.bind(1, id);
        row.bind(2, run_.title(study));
        row.exec();
        put_objectives(id, study);
        const OptunaDistributions distributions(study, space::space_of_experiment(study.folder / "experiment.yaml"));
        for (const auto& trial : study.trials) {
            if (run_.has_ended(trial)) write_trial(id, study, trial, distributions);
            if (auto done = run_.step(); !done) return done;
        }
        return {};
    }

    void put_objectives(int id, const StudyRecord& study) {
        auto objectives = study.objectives;
        if (objectives.empty()) objectives.emplace_back(study.metric, study.mode);
        SQLite::Statement row(database_,
                              "INSERT INTO study_directions (direction, study_id, objective) VALUES (?, ?, ?)");
        Json names = Json::array();
        for (std::size_t i = 0; i < objectives.size(); ++i) {
            names.push_back(objectives[i].first);
            row.reset();
            row.bind(1, objectives[i].second == search::Mode::maximize ? "MAXIMIZE" : "MINIMIZE");
            row.bind(2, id);
            row.bind(3, static_cast<int>(i));
            row.exec();
        }
        SQLite::Statement attribute(
            database_, "INSERT INTO study_system_attributes (study_id, \"key\", value_json) VALUES (?, ?, ?)");
        attribute.bind(1, id);
        attribute.bind(2, optuna_attribute::metric_names);
        attribute.bind(3, dump_json(names));
        attribute.exec();
    }

    // A complete trial of Optuna has a value for each objective, and none is NaN.
    static bool is_complete(const StudyRecord& study, const TrialRecord& trial) {
        const auto values = values_of(trial);
        const std::size_t wanted = std::max<std::size_t>(1, study.objectives.size());
        return trial.state == search::TrialState::succeeded && values.size() == wanted &&
               std::ranges::none_of(values, [](double value) { return std::isnan(value); });
    }

    static std::vector<double> values_of(const TrialRecord& trial) {
        if (!trial.objectives.empty()) return trial.objectives;
        return trial.objective ? std::vector{*trial.objective} : std::vector<double>();
    }

    const char* state_of(const StudyRecord& study, const TrialRecord& trial) {
        if (is_complete(study, trial)) return "COMPLETE";
        if (trial.state == search::TrialState::early_stopped) return "PRUNED";
        if (trial.state == search::TrialState::succeeded)
            run_.left_out().note("a trial that succeeded without a finite result is a failed one there");
        return "FAIL";
    }

    void write_trial(int study_id, const StudyRecord& study, const TrialRecord& trial,
                     const OptunaDistributions& distributions) {
        const auto points = run_.read(study, trial, kept_by_optuna);
        const int id = ++trials_;
        const std::string state = state_of(study, trial);
        trial_.reset();
        trial_.bind(1, id);
        trial_.bind(2, number_++);
        trial_.bind(3, study_id);
        trial_.bind(4, state);
        bind_time(trial_, 5, trial.start);
        bind_time(trial_, 6, trial.end);
        trial_.exec();
        put_params(id, trial, distributions);
        if (state != "FAIL") put_values(id, trial);
        put_curve(id, study, points);
        put_attributes(id, study, trial);
    }

    void put_params(int id, const TrialRecord& trial, const OptunaDistributions& distributions) {
        for (const auto& [name, value] : flat_params(trial.params)) {
            const auto cell = distributions.cell(name, value);
            param_.reset();
            param_.bind(1, id);
            param_.bind(2, name);
            param_.bind(3, cell.number);
            param_.bind(4, *cell.distribution);
            param_.exec();
        }
    }

    void put_values(int id, const TrialRecord& trial) {
        const auto values = values_of(trial);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::isnan(values[i])) continue;
            value_.reset();
            value_.bind(1, id);
            value_.bind(2, static_cast<int>(i));
            bind_value(value_, 3, values[i]);
            value_.exec();
        }
    }

    // Optuna has one curve a trial, and one value a step.
    void put_curve(int id, const StudyRecord& study, const RecordedPoints& points) {
        std::size_t left = points.count();
        const auto curve = points.series.find(study.metric);
        if (curve != points.series.end() && study.objectives.size() <= 1) {
            std::set<std::int64_t> steps;
            for (const ScalarPoint& point : curve->second) {
                between_.reset();
                between_.bind(1, id);
                between_.bind(2, point.step);
                bind_value(between_, 3, point.value);
                between_.exec();
                steps.insert(point.step);
            }
            left -= steps.size();
        }
        run_.left_out().add("point of other curves (their last values are kept)",
                            "points of other curves (their last values are kept)", left);
    }

    void put_attribute(int id, const std::string& key, const Json& value) {
        attribute_.reset();
        attribute_.bind(1, id);
        attribute_.bind(2, key);
        attribute_.bind(3, dump_json(value));
        attribute_.exec();
    }

    void put_attributes(int id, const StudyRecord& study, const TrialRecord& trial) {
        const Marks& marks = study.marks.of_trial(trial.number);
        Json own{{"number", trial.number},
                 {"state", search::name_of(trial.state)},
                 {"steps", trial.steps},
                 {"epochs", trial.epochs}};
        if (!trial.error.empty()) own["error"] = trial.error;
        if (!trial.device.empty()) own["device"] = trial.device;
        if (trial.objective) own["objective"] = json_number(*trial.objective);
        for (const double objective : trial.objectives) own["objectives"].push_back(json_number(objective));
        if (marks != Marks()) own["marks"] = to_json(marks);
        put_attribute(id, optuna_attribute::trial, own);
        if (!trial.metrics.is_dict()) return;
        for (const auto& [name, value] : trial.metrics.as_dict())
            if (name != optuna_attribute::trial) put_attribute(id, name, config::to_json(value));
    }

    ExportRun& run_;
    SQLite::Database database_;
    SQLite::Transaction transaction_;
    SQLite::Statement trial_;
    SQLite::Statement param_;
    SQLite::Statement value_;
    SQLite::Statement between_;
    SQLite::Statement attribute_;
    int studies_ = 0;
    int trials_ = 0;
    int number_ = 0;
};

}  // namespace

Result<void> write_optuna(ExportRun& run, const fs::path& file) {
    try {
        return OptunaWriter(run, file).run();
    } catch (const SQLite::Exception& failure) {
        Error error{fmt::format("cannot be written: {}", failure.what()), "look whether the disk is full"};
        error.file = run.wanted().output.string();
        return fail(std::move(error));
    }
}

}  // namespace lathe::store
