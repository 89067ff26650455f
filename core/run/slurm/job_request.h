// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of Slurm: the options of sbatch and the batch script, for one trial or for an array of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/run/executor.h"
#include "core/run/slurm/talk_folder.h"
#include "core/search/engine.h"

namespace lathe::run::slurm {

// The name of a trial's job: unique to the study's place, the trial and the attempt, so that a session that died before
// it recorded the job finds it, and no other job is taken for it.
std::string job_name(const TalkFolder& talk);

// The name of an array of jobs, which is submitted for several trials at attempts of one number: `first` is the one
// with the lowest trial.
std::string array_name(const TalkFolder& first);
// Whether the job of this name is of the study at this place: its own or an array.
bool is_job_of(const TalkFolder& talk, std::string_view name);

// The options of sbatch for what the trial needs; with options_of_job() or options_of_array() these are all.
std::vector<std::string> options_of_trial(const search::Engine& engine, const TrialJob& job);
// The options of sbatch for the job's name, log and folder, for a trial that is a job by itself.
std::vector<std::string> options_of_job(const TalkFolder& talk);
// The same for an array of jobs. `elements`: numbers of trials, in order.
std::vector<std::string> options_of_array(const TalkFolder& first, const std::vector<int>& elements);

// The batch script of a trial's job. `worker_program`: lathectl, at a path that the nodes have, too. The script becomes
// the worker, or srun, which starts one for each rank.
std::string batch_script(const std::string& worker_program, const search::Engine& engine, const TrialJob& job,
                         const TalkFolder& talk);

// The batch script of an array, in which each element becomes the script of its own trial.
std::string array_script(const TalkFolder& first);

}  // namespace lathe::run::slurm
