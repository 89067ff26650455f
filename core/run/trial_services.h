// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/session_services.h"
#include "core/search/experiment.h"

namespace lathe::run {

// The services with which the trials of this experiment are run: a program of somebody's is the trial's body, and a
// process of its own already.
SessionServices services_for(const search::Experiment& experiment, SessionServices services);

}  // namespace lathe::run
