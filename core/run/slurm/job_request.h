// What is asked of Slurm for one trial: the options of sbatch, and the batch script.
#pragma once

#include <string>
#include <vector>

#include "core/run/executor.h"
#include "core/run/slurm/talk_folder.h"
#include "core/search/engine.h"

namespace lathe::run::slurm {

// Unique to the study's place, the trial and the attempt, so that a session that died before it recorded the job finds
// it, and no other job is taken for it.
std::string job_name(const TalkFolder& talk);

std::vector<std::string> sbatch_options(const search::Engine& engine, const TrialJob& job, const TalkFolder& talk);

// `worker_program`: lathectl, at a path that the nodes have, too. The script becomes the worker, or srun, which starts
// one for each rank.
std::string batch_script(const std::string& worker_program, const search::Engine& engine, const TrialJob& job,
                         const TalkFolder& talk);

}  // namespace lathe::run::slurm
