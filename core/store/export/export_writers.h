// SPDX-License-Identifier: GPL-3.0-or-later
// One writer for each form of an export. Each takes the studies of `run` trial by trial, calls its step() after each
// trial and ends with the error of that. What an error leaves behind is for the caller to remove.
#pragma once

#include <filesystem>

#include "core/store/export/export_run.h"
#include "core/store/export/text_output.h"

namespace lathe::store {

// A table with a row for each trial. read_exported_csv() reads it back.
Result<void> write_trials_csv(ExportRun& run, TextOutput& out);
// A table with a row for each recorded point of each curve. read_exported_csv() reads it back.
Result<void> write_points_csv(ExportRun& run, TextOutput& out);
// The form of `lathectl show --json`, each trial with its curves; a list where there are several studies.
// read_exported_json() reads it back.
Result<void> write_json(ExportRun& run, TextOutput& out);
// The experiment as NNI's experiment file, without trials. Fails unless there is just one study.
Result<void> write_nni(ExportRun& run, TextOutput& out);
// The results of ended trials as `nnictl experiment import` reads them.
Result<void> write_nni_results(ExportRun& run, TextOutput& out);
// A folder of event files for each trial, within a folder for each study where there are several.
Result<void> write_tensorboard(ExportRun& run, const std::filesystem::path& folder);
// MLflow's folder (mlruns): an experiment for each study, a run for each ended trial. read_mlflow_folder() reads it
// back.
Result<void> write_mlflow(ExportRun& run, const std::filesystem::path& folder);
// A new SQLite database as Optuna's storage has it. read_optuna_database() reads it back.
Result<void> write_optuna(ExportRun& run, const std::filesystem::path& file);

}  // namespace lathe::store
