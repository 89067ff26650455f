// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/foreign/foreign_kind.h"

#include <fstream>
#include <string>
#include <utility>

#include "core/store/study_record.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

constexpr int deepest_look = 4;       // folders below the one that is given
constexpr int most_looked_at = 5000;  // files and folders

std::string first_bytes(const fs::path& file, std::size_t count) {
    std::string bytes(count, '\0');
    std::ifstream in(file, std::ios::binary);
    in.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

bool is_experiment_of_mlflow(const fs::path& folder) {
    std::error_code code;
    return fs::is_regular_file(folder / "meta.yaml", code) &&
           first_bytes(folder / "meta.yaml", 4096).find("experiment_id") != std::string::npos;
}

// Where MLflow's folder is: itself, or "mlruns" in it, as where the program ran.
fs::path mlflow_folder_in(const fs::path& folder) {
    std::error_code code;
    for (const fs::path& place : {folder, folder / "mlruns"}) {
        if (is_experiment_of_mlflow(place)) return place;
        int looked = 0;
        for (fs::directory_iterator it(place, code), end; !code && it != end && ++looked < most_looked_at;
             it.increment(code))
            if (is_experiment_of_mlflow(it->path())) return place;
    }
    return {};
}

bool holds_studies(const fs::path& folder) {
    std::error_code code;
    if (fs::exists(folder / "index.sqlite", code)) return true;
    int looked = 0;
    for (fs::directory_iterator it(folder, code), end; !code && it != end && ++looked < most_looked_at;
         it.increment(code))
        if (is_study_folder(it->path())) return true;
    return false;
}

bool holds_event_files(const fs::path& folder) {
    std::error_code code;
    int looked = 0;
    fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, code), end;
    for (; !code && it != end && ++looked < most_looked_at; it.increment(code)) {
        if (it.depth() >= deepest_look) it.disable_recursion_pending();
        if (it->path().filename().string().find("tfevents") != std::string::npos) return true;
    }
    return false;
}

ForeignKind kind_of_file(const fs::path& file) {
    const std::string bytes = first_bytes(file, 512);
    if (bytes.starts_with("SQLite format 3")) return ForeignKind::optuna;
    if (file.extension() == ".csv") return ForeignKind::csv;
    const bool is_study =
        bytes.find("\"folder\":") != std::string::npos && bytes.find("\"state\":") != std::string::npos;
    if (file.extension() == ".json" && is_study) return ForeignKind::json;
    return ForeignKind::none;
}

}  // namespace

ForeignKind foreign_kind(const fs::path& path) {
    std::error_code code;
    if (!fs::is_directory(path, code)) return kind_of_file(path);
    if (is_study_folder(path) || holds_studies(path)) return ForeignKind::none;
    if (!mlflow_folder_in(path).empty()) return ForeignKind::mlflow;
    return holds_event_files(path) ? ForeignKind::tensorboard : ForeignKind::none;
}

Result<std::vector<ForeignStudy>> read_foreign(ForeignKind kind, const fs::path& path,
                                               const ForeignObjective& objective, const ForeignProgress& progress) {
    switch (kind) {
        case ForeignKind::tensorboard: {
            auto study = read_tensorboard_folder(path, objective, progress);
            if (!study) return fail(study.error());
            return std::vector{std::move(*study)};
        }
        case ForeignKind::mlflow: {
            const fs::path folder = mlflow_folder_in(path);
            return read_mlflow_folder(folder.empty() ? path : folder, objective, progress);
        }
        case ForeignKind::optuna: return read_optuna_database(path, progress);
        case ForeignKind::csv: return read_trials_csv(path, objective, {});
        case ForeignKind::json: return read_exported_json(path);
        case ForeignKind::none: break;
    }
    Error error{"is no record of another tool",
                "name a folder of event files, mlruns, a database of Optuna or a table"};
    error.file = path.string();
    return fail(std::move(error));
}

}  // namespace lathe::store
