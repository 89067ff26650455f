// SPDX-License-Identifier: GPL-3.0-or-later
// What the name of a metric tells: whether trials will report it, and which way it is usually better. For all that
// waits for a metric: objectives, monitors of callbacks and schedules. Any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/search/trial.h"

namespace lathe::run {

// The error of `key`, which asks for `metric`, where that is not among the `reported`; it names the nearest.
std::optional<Error> unreported_metric(const std::string& key, const std::string& metric,
                                       const std::vector<std::string>& reported);

// What to say where the option `mode_key` wants one of Lathe's own metrics (val_loss, test_acc, ...) to be as bad as it
// can be.
std::optional<std::string> note_of_wrong_way(const std::string& mode_key, const std::string& metric, search::Mode mode);

}  // namespace lathe::run
