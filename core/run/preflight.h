// SPDX-License-Identifier: GPL-3.0-or-later
// One look at all that an experiment needs, before anything trains: the devices of this machine, and for the
// configurations that stand at the ends of its space the data, the network, and the metrics that others wait for. What
// it lets pass starts.
#pragma once

#include <string>
#include <vector>

#include "core/run/session_services.h"
#include "core/search/experiment.h"

namespace lathe::run {

struct Preflight {
    Errors errors;
    std::vector<std::string> notes;
    int configurations = 0;  // that were looked at
};

// In which ways the experiment is looked at.
enum class PreflightScope : std::uint8_t {
    its_purpose,  // as one trial, or as a search
    every_way     // as one trial and, where it has a space, as a search
};

// Looks at all that an experiment needs. `experiment` has been read without errors. Takes as long as reading its data;
// on the caller's thread, which must not be one that draws a window. No trial may run in this process meanwhile.
Preflight check_before_training(const search::Experiment& experiment, const SessionServices& services,
                                CheckDepth depth = CheckDepth::prepared,
                                PreflightScope scope = PreflightScope::its_purpose);

}  // namespace lathe::run
