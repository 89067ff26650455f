// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl export --to csv|json|tensorboard|mlflow|optuna|nni|nni-results: studies and trials for other tools.
#pragma once

#include <string>
#include <vector>

#include "app/ctl/commands.h"

namespace lathe::ctl {

struct RecordExportOptions {
    std::vector<std::string> targets;  // studies and trials, by folder or by name in the workspace
    std::string format;
    std::string table;   // of csv: "trials", "metrics"; empty: trials
    std::string optuna;  // of optuna: "3.0", "3.2"; empty: 3.2
    std::string output;  // empty: standard output, where the format is text
};

bool is_record_format(const std::string& format);
void export_records(Program& program, const RecordExportOptions& options);

}  // namespace lathe::ctl
