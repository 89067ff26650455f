// SPDX-License-Identifier: GPL-3.0-or-later
// What a job's processes train: the trial's config, and what its study makes of it.
#pragma once

#include "core/run/executor.h"
#include "core/run/session_services.h"

namespace lathe::run::slurm {

// Reads the config of the trial's folder into `job`. Gives what makes its body here. What libraries print goes to the
// trial's log from now on.
Result<BodyMaker> prepare_body(TrialJob& job, const SessionServices& services);

}  // namespace lathe::run::slurm
