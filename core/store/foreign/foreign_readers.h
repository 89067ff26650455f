// SPDX-License-Identifier: GPL-3.0-or-later
// Readers of what other tools record. Each gives studies as they stand in the files, bounded and checked; what cannot
// be read of them is noted, and the rest is given. No tool has to be installed.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/store/foreign/foreign_study.h"

namespace lathe::store {

inline constexpr std::size_t most_foreign_trials = 100000;

// Folders of event files below `folder`, each a trial; its parameters are those of hparams.yaml where there is one.
// Source: TensorBoard's event files, Lightning's TensorBoardLogger.
Result<ForeignStudy> read_tensorboard_folder(const std::filesystem::path& folder, const ForeignObjective& objective);

// MLflow's file store: `folder` is mlruns, or one experiment of it. A study for each experiment that has runs.
// Source: mlflow.store.tracking.file_store (params/NAME, metrics/NAME "TIME VALUE STEP", meta.yaml).
Result<std::vector<ForeignStudy>> read_mlflow_folder(const std::filesystem::path& folder,
                                                     const ForeignObjective& objective);

// Optuna's SQLite storage (schema of Optuna 3 and 4): a study for each of its studies.
// Source: optuna.storages._rdb.models.
Result<std::vector<ForeignStudy>> read_optuna_database(const std::filesystem::path& file);

// A table with a row a trial: `objective.metric` and `metrics` are columns of results, the others parameters.
Result<ForeignStudy> read_trials_csv(const std::filesystem::path& file, const ForeignObjective& objective,
                                     const std::set<std::string>& metrics);

}  // namespace lathe::store
