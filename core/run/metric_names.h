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

// The error of the option `key`, which waits for `metric`, where no trial will report that: it is not among the
// `reported`. The hint names the nearest. nullopt: it will be reported.
std::optional<Error> unreported_metric(const std::string& key, const std::string& metric,
                                       const std::vector<std::string>& reported);

// A note where the option `mode_key` wants one of Lathe's own metrics (val_loss, test_acc, ...) to be as bad as it can
// be; else nullopt.
std::optional<std::string> note_of_wrong_way(const std::string& mode_key, const std::string& metric, search::Mode mode);

}  // namespace lathe::run
