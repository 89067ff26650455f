// SPDX-License-Identifier: GPL-3.0-or-later
// One writer for each form of an export. Each takes the studies of `run` trial by trial.
#pragma once

#include <filesystem>

#include "core/store/export/export_run.h"
#include "core/store/export/text_output.h"

namespace lathe::store {

Result<void> write_trials_csv(ExportRun& run, TextOutput& out);
Result<void> write_points_csv(ExportRun& run, TextOutput& out);
Result<void> write_json(ExportRun& run, TextOutput& out);
Result<void> write_nni(ExportRun& run, TextOutput& out);
Result<void> write_nni_results(ExportRun& run, TextOutput& out);
Result<void> write_tensorboard(ExportRun& run, const std::filesystem::path& folder);
Result<void> write_mlflow(ExportRun& run, const std::filesystem::path& folder);
Result<void> write_optuna(ExportRun& run, const std::filesystem::path& file);

}  // namespace lathe::store
