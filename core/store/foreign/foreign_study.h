// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that another tool recorded, as they become a study of ours: its trials with parameters and metrics.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/search/constraint.h"
#include "core/search/origin.h"
#include "core/search/trial.h"
#include "core/store/event_file.h"
#include "core/store/marks.h"
#include "core/store/workspace.h"

namespace lathe::store {

// A trial of it.
struct ForeignTrial {
    Marks marks;                                     // its name is how the other tool shows it
    config::Dict params;                             // flat: "opt.lr"
    ScalarSeries metrics;                            // all points, by step
    std::vector<std::filesystem::path> event_files;  // copied instead of written, with their images and histograms
    std::vector<std::filesystem::path> usage_files;  // likewise, of its use of the machine (trial_curves_reader.h)
    std::optional<Time> start;
    std::optional<Time> end;
    search::TrialState state = search::TrialState::succeeded;
    std::string error;
    std::vector<double> objectives;  // where the tool has values of its own for them; else the metric's last
    // What only records of Lathe's have, as an export took it out.
    std::string device;
    std::optional<std::int64_t> steps;  // else the last step of its points
    std::int64_t epochs = 0;
    std::optional<double> objective_last;  // else the objective
    std::optional<double> objective_best;
    config::Value facts{config::Dict{}};
    std::vector<double> constrained;     // what the metrics of the study's constraints came to; NaN: not reported
    std::optional<search::Origin> from;  // within this study: by the number that the parent has here
};

struct ForeignStudy {
    std::string name;
    std::string tool;              // "mlflow"
    std::filesystem::path source;  // what was read
    std::string metric;            // of the objective; "": none
    search::Mode mode = search::Mode::minimize;
    std::vector<std::pair<std::string, search::Mode>> objectives;  // of several, the first included
    Marks marks;                                                   // of the study
    std::vector<ForeignTrial> trials;
    std::vector<std::string> notes;  // what was left out, and why
    // What only records of Lathe's have. The id is not among them: an import is a study of its own.
    std::vector<search::Constraint> constraints;
    std::optional<search::Origin> from;
    std::vector<search::Origin> warm_start;
};

// What the person says of the objective, where the tool does not know.
struct ForeignObjective {
    std::string metric;  // "": as the tool says, or none
    search::Mode mode = search::Mode::minimize;
};

// How far a reader or writer is: called after each trial. An error ends the work, and is its error.
using ForeignProgress = std::function<Result<void>(std::size_t trials)>;

// Writes it into the workspace, whole or not at all; gives the study's folder. Such a study can be looked at, compared
// and exported, but not run again: its experiment.yaml says where it came from instead of what to run.
Result<std::filesystem::path> write_foreign_study(const Workspace& workspace, const ForeignStudy& study,
                                                  const ForeignProgress& progress = {});

// A nested value as flat parameters: {opt: {lr: 1}} is {"opt.lr": 1}. Lists stay values.
config::Dict flat_params(const config::Value& value);

}  // namespace lathe::store
