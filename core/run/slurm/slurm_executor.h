// SPDX-License-Identifier: GPL-3.0-or-later
// Trials as jobs of a Slurm cluster. They outlive the session: one that is started again takes them up as they are.
#pragma once

#include <chrono>

#include "core/run/executor.h"
#include "core/run/mailbox.h"
#include "core/search/engine.h"

namespace lathe::run::slurm {

// How trials are run as jobs.
struct SlurmSettings {
    search::Engine engine;
    bool waits_for_answers = false;               // an assessor may stop a trial: a worker waits for what it says
    std::string worker_program;                   // lathectl, at a path that the nodes have, too
    std::string supervisor;                       // lathe-supervise
    std::chrono::milliseconds look{1000};         // how often files are looked at
    std::chrono::milliseconds ask{5000};          // how often Slurm is asked, for all jobs together
    std::chrono::milliseconds longest_goodbye{};  // from asking a trial to stop to cancelling its job
};

// An executor that runs each trial as a job of Slurm. The workers write their trials' records themselves; `mailbox`
// gets their newest points and outlives the executor.
std::unique_ptr<Executor> make_slurm_executor(SlurmSettings settings, Mailbox& mailbox);

// The job that may still run a trial of an earlier session; "": none does. Nobody else may run that trial meanwhile. A
// job that has not begun, and whose number was never written down, never runs it from now on. The error: that cannot be
// seen to.
Result<std::string> job_that_may_run(const std::filesystem::path& trial_folder);

}  // namespace lathe::run::slurm
