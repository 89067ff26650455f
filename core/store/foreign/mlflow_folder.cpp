// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/numbers.h"
#include "core/config/document.h"
#include "core/store/foreign/foreign_readers.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

// Text as MLflow keeps it, as the value that it would be in YAML: "1e-3" is a number.
config::Value value_of(const std::string& text) {
    if (const auto whole = parse_number<std::int64_t>(text)) return config::Value(*whole);
    if (const auto number = parse_number<double>(text)) return config::Value(*number);
    if (text == "True" || text == "true") return config::Value(true);
    if (text == "False" || text == "false") return config::Value(false);
    return config::Value(text);
}

// Files below a folder by their relative names: MLflow makes folders of slashes in names.
std::vector<std::pair<std::string, fs::path>> named_files(const fs::path& folder) {
    std::vector<std::pair<std::string, fs::path>> files;
    std::error_code code;
    for (fs::recursive_directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (it->is_regular_file(ignored) && !it->is_symlink(ignored))
            files.emplace_back(it->path().lexically_relative(folder).string(), it->path());
    }
    std::ranges::sort(files);
    return files;
}

std::string text_of(const fs::path& file) {
    auto text = read_file(file);
    if (!text) return {};
    while (text->ends_with('\n')) text->pop_back();
    return *text;
}

// "1700000000000 0.25 3": time in milliseconds, value, step (older files have no step).
std::vector<ScalarPoint> points_of(const fs::path& file, std::vector<std::string>& notes) {
    std::vector<ScalarPoint> points;
    const auto text = read_file(file);
    if (!text) {
        notes.push_back(text.error().str());
        return points;
    }
    std::istringstream lines(*text);
    int bad = 0;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream parts(line);
        std::string time, value, step;
        parts >> time >> value >> step;
        const auto milliseconds = parse_number<double>(time);
        const auto number = parse_number<double>(value);
        const auto at = step.empty() ? std::optional<std::int64_t>(static_cast<std::int64_t>(points.size()))
                                     : parse_number<std::int64_t>(step);
        if (milliseconds && number && at) points.push_back({*at, *milliseconds / 1000, *number});
        else ++bad;
    }
    if (bad > 0) notes.push_back(fmt::format("{}: {} lines are no \"TIME VALUE STEP\"; left out", file.string(), bad));
    std::ranges::stable_sort(points, {}, &ScalarPoint::step);
    return points;
}

std::optional<Time> time_of(const config::Value& meta, const char* key) {
    const config::Value* milliseconds = meta.get(key);
    if (!milliseconds || !milliseconds->is_number()) return std::nullopt;
    return from_unix_seconds(milliseconds->as_number() / 1000);
}

// MLflow's RunStatus: RUNNING 1, SCHEDULED 2, FINISHED 3, FAILED 4, KILLED 5.
search::TrialState state_of(const config::Value& meta) {
    const config::Value* status = meta.get("status");
    const bool number = status && status->is_number();
    const int code = number ? static_cast<int>(status->as_number()) : 3;
    const std::string word = status && status->is_string() ? status->as_string() : std::string();
    if (code == 4 || word == "FAILED") return search::TrialState::failed;
    if (code == 5 || word == "KILLED") return search::TrialState::user_canceled;
    return search::TrialState::succeeded;
}

ForeignTrial read_run(const fs::path& run, const config::Value& meta, std::vector<std::string>& notes) {
    ForeignTrial trial;
    trial.name = meta.string_or("run_name", text_of(run / "tags" / "mlflow.runName"));
    if (trial.name.empty()) trial.name = run.filename().string();
    trial.note = text_of(run / "tags" / "mlflow.note.content");
    trial.start = time_of(meta, "start_time");
    trial.end = time_of(meta, "end_time");
    trial.state = state_of(meta);
    if (trial.state == search::TrialState::failed) trial.error = "MLflow says that the run failed";
    for (const auto& [name, file] : named_files(run / "params"))
        trial.params.emplace_back(name, value_of(text_of(file)));
    for (const auto& [name, file] : named_files(run / "metrics"))
        if (auto points = points_of(file, notes); !points.empty()) trial.metrics[name] = std::move(points);
    return trial;
}

// nullopt: the folder is no experiment of MLflow's, or is deleted there.
std::optional<ForeignStudy> read_mlflow_experiment(const fs::path& folder, const ForeignObjective& objective) {
    const auto meta = config::Document::load((folder / "meta.yaml").string());
    if (!meta || !meta->root().get("experiment_id") || meta->root().get("run_id")) return std::nullopt;
    ForeignStudy study;
    study.name = meta->root().string_or("name", folder.filename().string());
    study.tool = "mlflow";
    study.source = folder;
    study.metric = objective.metric;
    study.mode = objective.mode;
    int deleted = 0;
    std::error_code code;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        const auto run = config::Document::load((it->path() / "meta.yaml").string());
        if (!run || !(run->root().get("run_id") || run->root().get("run_uuid"))) continue;
        if (run->root().string_or("lifecycle_stage", "active") == "deleted") {
            ++deleted;
            continue;
        }
        if (study.trials.size() == most_foreign_trials) break;
        study.trials.push_back(read_run(it->path(), run->root(), study.notes));
    }
    if (deleted > 0) study.notes.push_back(fmt::format("{}: {} deleted runs were left out", study.name, deleted));
    std::ranges::sort(study.trials, {}, [](const ForeignTrial& trial) {
        return std::pair(trial.start.value_or(Time::max()), trial.name);
    });
    return study;
}

}  // namespace

Result<std::vector<ForeignStudy>> read_mlflow_folder(const fs::path& given, const ForeignObjective& objective) {
    std::error_code code;
    const fs::path folder = fs::absolute(given, code).lexically_normal();
    std::vector<ForeignStudy> studies;
    const auto take = [&](const fs::path& one) {
        auto study = read_mlflow_experiment(one, objective);
        if (study && !study->trials.empty()) studies.push_back(std::move(*study));
    };
    take(folder);
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (it->is_directory(ignored) && it->path().filename() != ".trash") take(it->path());
    }
    if (studies.empty()) {
        Error error{"holds no runs of MLflow (no meta.yaml with experiment_id and runs below it)",
                    "name the folder mlruns, or one experiment in it"};
        error.file = folder.string();
        return fail(std::move(error));
    }
    std::ranges::sort(studies, {}, &ForeignStudy::name);
    return studies;
}

}  // namespace lathe::store
