// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment as a file that stands by itself: what came from other files, from overrides and from the window is
// written into it. Its comments are gone; those are in the file that it was read from.
#pragma once

#include <string>

#include "core/search/experiment.h"

namespace lathe::search {

// The experiment as a dict, which parse_experiment() reads as the same experiment.
config::Value to_value(const Experiment& experiment);
// The text of to_value(), as a file has it.
std::string to_yaml(const Experiment& experiment);

// A duration as parse_duration() reads it: "90s", "1h".
std::string duration_text(std::chrono::milliseconds duration);

}  // namespace lathe::search
