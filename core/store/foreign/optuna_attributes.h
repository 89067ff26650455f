// SPDX-License-Identifier: GPL-3.0-or-later
// Attributes of Optuna's studies and trials that the exchange with it goes by.
#pragma once

namespace lathe::store::optuna_attribute {

// Of a study, a system attribute: the names of its objectives, as study.set_metric_names() of Optuna 3.2 sets them.
inline constexpr const char* metric_names = "study:metric_names";
// Of a trial, a user attribute: what only Lathe has of it (number, state, error, device, steps, epochs, marks).
inline constexpr const char* trial = "lathe";

}  // namespace lathe::store::optuna_attribute
