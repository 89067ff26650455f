// SPDX-License-Identifier: GPL-3.0-or-later
// Tags by which MLflow's folder keeps what only Lathe has of a study (of an experiment) and of a trial (of a run).
#pragma once

namespace lathe::store::mlflow_tag {

// Of an experiment.
inline constexpr const char* objective = "lathe.objective";    // name of the metric
inline constexpr const char* mode = "lathe.mode";              // "minimize", "maximize"
inline constexpr const char* objectives = "lathe.objectives";  // of several: [["val_loss", "minimize"], ...]
// Of a run.
inline constexpr const char* number = "lathe.trial";
inline constexpr const char* state = "lathe.state";
inline constexpr const char* error = "lathe.error";
inline constexpr const char* device = "lathe.device";
inline constexpr const char* epochs = "lathe.epochs";
inline constexpr const char* steps = "lathe.steps";
inline constexpr const char* results = "lathe.results";  // values of the objectives: [0.25]
inline constexpr const char* named = "lathe.named";      // "true": the run's name was given by a person

}  // namespace lathe::store::mlflow_tag
