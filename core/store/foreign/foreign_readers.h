// SPDX-License-Identifier: GPL-3.0-or-later
// Readers of what other tools record, and of what core/store/export writes in their forms. Each gives studies as they
// stand in the files, bounded and checked; what cannot be read of them is noted, and the rest is given. No tool has to
// be installed. Any thread; `progress` is asked after each trial whether to go on.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/store/foreign/foreign_study.h"

namespace lathe::store {

inline constexpr std::size_t most_foreign_trials = 100000;

// Reads folders of event files below `folder`, each a trial; its parameters are those of hparams.yaml where there is
// one. Source: TensorBoard's event files, Lightning's TensorBoardLogger.
Result<ForeignStudy> read_tensorboard_folder(const std::filesystem::path& folder, const ForeignObjective& objective,
                                             const ForeignProgress& progress = {});

// Reads MLflow's file store: `folder` is mlruns, or one experiment of it. A study for each experiment that has runs.
// Without a metric in `objective` it is the one that the experiment's tags name, if Lathe wrote it. Source:
// mlflow.store.tracking.file_store (params/NAME, metrics/NAME "TIME VALUE STEP", meta.yaml).
Result<std::vector<ForeignStudy>> read_mlflow_folder(const std::filesystem::path& folder,
                                                     const ForeignObjective& objective,
                                                     const ForeignProgress& progress = {});

// Reads Optuna's SQLite storage (schema of Optuna 3 and 4): a study for each of its studies. User attributes that are
// numbers become metrics. Source: optuna.storages._rdb.models.
Result<std::vector<ForeignStudy>> read_optuna_database(const std::filesystem::path& file,
                                                       const ForeignProgress& progress = {});

// Reads a table with a row a trial: `objective.metric` and `metrics` are columns of results, the others parameters. A
// table that Lathe wrote says itself what its columns are.
Result<std::vector<ForeignStudy>> read_trials_csv(const std::filesystem::path& file, const ForeignObjective& objective,
                                                  const std::set<std::string>& metrics);

// Whether the first line of a table is that of write_trials_csv().
bool is_exported_csv(const std::vector<std::string>& header);
// Reads what write_trials_csv() wrote, and with it what write_points_csv() wrote into `points` (empty: only the last
// values). A study for each that the table names.
Result<std::vector<ForeignStudy>> read_exported_csv(const std::filesystem::path& file,
                                                    const std::filesystem::path& points,
                                                    const ForeignObjective& objective);

// Reads what `lathectl export --to json` wrote.
Result<std::vector<ForeignStudy>> read_exported_json(const std::filesystem::path& file);

}  // namespace lathe::store
