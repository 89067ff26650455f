// SPDX-License-Identifier: GPL-3.0-or-later
// MLflow's folder (mlruns): an experiment a study, a run a trial.
// Source: mlflow.store.tracking.file_store; read_mlflow_folder() reads it back.
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/checksum.h"
#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/store/export/export_writers.h"
#include "core/store/export/hidden_output.h"
#include "core/store/export/mlflow_names.h"
#include "core/store/foreign/foreign_study.h"
#include "core/store/foreign/mlflow_tags.h"
#include "core/store/foreign/value_text.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

constexpr TrialParts kept_by_mlflow{.points = true, .marks = true, .texts = true};

std::int64_t milliseconds(double seconds) {
    return std::isfinite(seconds) ? std::llround(seconds * 1000) : 0;
}

config::Value milliseconds_of(const std::optional<Time>& time) {
    return time ? config::Value(milliseconds(to_unix_seconds(*time))) : config::Value();
}

// RFC 3986; a path's slashes stay.
std::string file_uri(const fs::path& path) {
    std::string uri = "file://";
    for (const char c : path.string()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '/' || c == '-' ||
                           c == '_' || c == '.' || c == '~';
        uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return uri;
}

// RunStatus: FINISHED 3, FAILED 4, KILLED 5.
int status_of(search::TrialState state) {
    switch (state) {
        case search::TrialState::failed: return 4;
        case search::TrialState::user_canceled:
        case search::TrialState::sys_canceled: return 5;
        default: return 3;
    }
}

class MlflowWriter {
  public:
    MlflowWriter(ExportRun& run, fs::path folder) : run_(run), folder_(std::move(folder)) {
        std::error_code code;
        final_ = fs::absolute(run.wanted().output, code).lexically_normal();
    }

    Result<void> write_study(const StudyRecord& study) {
        id_ = std::to_string(++experiments_);
        params_ = metrics_ = {};
        const fs::path place = folder_ / id_;
        config::Dict meta{{"artifact_location", file_uri(final_ / id_)},
                          {"creation_time", milliseconds_of(study.start)},
                          {"experiment_id", id_},
                          {"last_update_time", milliseconds_of(study.end ? study.end : study.start)},
                          {"lifecycle_stage", "active"},
                          {"name", run_.title(study)}};
        if (auto done = put_file(place / "meta.yaml", config::to_yaml(config::Value(std::move(meta)))); !done)
            return done;
        return put_study_tags(place / "tags", study);
    }

    Result<void> write_trial(const StudyRecord& study, const TrialRecord& trial) {
        const auto points = run_.read(study, trial, kept_by_mlflow);
        const std::string id = checksum_of(run_.folder_name(study) + "/" + std::to_string(trial.number));
        const fs::path place = folder_ / id_ / id;
        if (auto done = put_meta(place, study, trial, id); !done) return done;
        for (const auto& [name, value] : flat_params(trial.params))
            if (auto done = put(place / "params", params_, name, "parameter", value_text(value)); !done) return done;
        for (const auto& [tag, series] : points.series)
            if (auto done = put(place / "metrics", metrics_, tag, "metric", lines_of(series)); !done) return done;
        if (auto done = put_tags(place / "tags", study, trial); !done) return done;
        return put_artifacts(place / "artifacts", trial_folder(study.folder, trial.number));
    }

  private:
    Result<void> put(const fs::path& folder, MlflowNames& names, const std::string& name, const char* what,
                     const std::string& text) {
        const std::string file = names.file_of(name);
        if (file != name)
            run_.left_out().note(fmt::format(
                "the {} \"{}\" is called \"{}\" there: MLflow keeps it in a file of its name", what, name, file));
        return put_file(folder / file, text);
    }

    static std::string lines_of(const std::vector<ScalarPoint>& series) {
        std::string lines;
        for (const ScalarPoint& point : series)
            lines += fmt::format("{} {} {}\n", milliseconds(point.wall_time), csv_number(point.value), point.step);
        return lines;
    }

    Result<void> put_meta(const fs::path& place, const StudyRecord& study, const TrialRecord& trial,
                          const std::string& id) const {
        config::Dict meta{{"artifact_uri", file_uri(final_ / id_ / id / "artifacts")},
                          {"end_time", milliseconds_of(trial.end)},
                          {"entry_point_name", ""},
                          {"experiment_id", id_},
                          {"lifecycle_stage", "active"},
                          {"run_id", id},
                          {"run_name", run_name(study, trial)},
                          {"run_uuid", id},
                          {"source_name", ""},
                          {"source_type", 4},  // LOCAL
                          {"source_version", ""},
                          {"start_time", milliseconds_of(trial.start)},
                          {"status", status_of(trial.state)},
                          {"tags", config::List()},
                          {"user_id", ""}};
        return put_file(place / "meta.yaml", config::to_yaml(config::Value(std::move(meta))));
    }

    static std::string run_name(const StudyRecord& study, const TrialRecord& trial) {
        const Marks& marks = study.marks.of_trial(trial.number);
        return marks.name.empty() ? fmt::format("trial {}", trial.number) : marks.name;
    }

    static Result<void> put_all(const fs::path& folder, const std::vector<std::pair<std::string, std::string>>& tags) {
        for (const auto& [name, text] : tags)
            if (!text.empty())
                if (auto done = put_file(folder / name, text); !done) return done;
        return {};
    }

    static Result<void> put_study_tags(const fs::path& folder, const StudyRecord& study) {
        Json objectives = Json::array();
        for (const auto& [metric, mode] : study.objectives)
            objectives.push_back(Json::array({metric, mode == search::Mode::minimize ? "minimize" : "maximize"}));
        return put_all(folder, {{"mlflow.note.content", study.marks.study.note},
                                {mlflow_tag::objective, study.metric},
                                {mlflow_tag::mode, study.mode == search::Mode::minimize ? "minimize" : "maximize"},
                                {mlflow_tag::objectives, objectives.empty() ? "" : dump_json(objectives)}});
    }

    Result<void> put_tags(const fs::path& folder, const StudyRecord& study, const TrialRecord& trial) {
        const Marks& marks = study.marks.of_trial(trial.number);
        Json results = Json::array();
        for (const double value : trial.objectives) results.push_back(json_number(value));
        if (results.empty() && trial.objective) results.push_back(json_number(*trial.objective));
        std::vector<std::pair<std::string, std::string>> tags{
            {"mlflow.runName", run_name(study, trial)},
            {"mlflow.source.type", "LOCAL"},
            {"mlflow.note.content", marks.note},
            {mlflow_tag::number, std::to_string(trial.number)},
            {mlflow_tag::state, std::string(search::name_of(trial.state))},
            {mlflow_tag::error, trial.error},
            {mlflow_tag::device, trial.device},
            {mlflow_tag::epochs, std::to_string(trial.epochs)},
            {mlflow_tag::steps, std::to_string(trial.steps)},
            {mlflow_tag::results, results.empty() ? "" : dump_json(results)},
            {mlflow_tag::named, marks.name.empty() ? "" : "true"}};
        MlflowNames names;
        for (const auto& [name, text] : tags) names.file_of(name);
        for (const std::string& tag : marks.tags) tags.emplace_back(names.file_of(tag), "true");
        if (marks.starred || !marks.color.empty() || marks.archived)
            run_.left_out().add("star, colour or archive mark of a trial", "stars, colours or archive marks of trials");
        return put_all(folder, tags);
    }

    static Result<void> put_artifacts(const fs::path& place, const fs::path& trial) {
        if (auto made = make_folders(place); !made) return made;
        for (const char* name : {"config.yaml", "log.txt"}) {
            std::error_code code;
            if (!fs::is_regular_file(trial / name, code)) continue;
            fs::copy_file(trial / name, place / name, code);
            if (!code) continue;
            Error error{"cannot be copied: " + code.message(), "look whether the disk is full"};
            error.file = (trial / name).string();
            return fail(std::move(error));
        }
        return {};
    }

    ExportRun& run_;
    fs::path folder_;
    fs::path final_;
    int experiments_ = 0;
    std::string id_;
    MlflowNames params_;
    MlflowNames metrics_;
};

}  // namespace

Result<void> write_mlflow(ExportRun& run, const fs::path& folder) {
    MlflowWriter writer(run, folder);
    for (const auto& study : run.studies()) {
        if (auto done = writer.write_study(study); !done) return done;
        for (const auto& trial : study.trials) {
            if (run.has_ended(trial))
                if (auto done = writer.write_trial(study, trial); !done) return done;
            if (auto done = run.step(); !done) return done;
        }
    }
    return {};
}

}  // namespace lathe::store
