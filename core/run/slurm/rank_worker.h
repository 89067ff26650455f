// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of `lathectl worker --folder` where srun has started it as another rank than the first: it trains with the
// others, keeps no record, and follows what rank 0 says in the ranks' own talk.
#pragma once

#include <optional>

#include "core/run/executor.h"
#include "core/run/session_services.h"
#include "core/run/slurm/talk_folder.h"

namespace lathe::run::slurm {

// Runs one rank of a trial. `job`: with this rank's place. Tells its end in from_rank() and waits until rank 0 has told
// that of the trial. Gives the exit code: 0 once its end is told, because srun gives the worst of all ranks' codes to
// the job.
Result<int> run_rank_worker(const TalkFolder& talk, TrialJob job, int restarts, const SessionServices& services);

// What that rank has told of its end in that run of the job; nullopt: nothing yet.
std::optional<TrialResult> end_of_rank(const TalkFolder& talk, int rank, int restarts);

}  // namespace lathe::run::slurm
