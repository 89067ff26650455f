// SPDX-License-Identifier: GPL-3.0-or-later
// Which worker runs a trial, where two may have been started: a job that was submitted twice, or one that Slurm has
// queued again while its old node was only cut off.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"

namespace lathe::run::slurm {

// Of one process; any thread.
class Ownership {
  public:
    // A run of a job.
    struct Worker {
        std::string job;   // Slurm's id; it stays when the job is queued again
        int restarts = 0;  // how often it was
        std::string name;  // of the job
    };
    // Makes this worker the one that runs the job: the first job has it, and a job that was queued again takes it from
    // what it was before. The error: another job has it, or a later run of this one, or the attempt is over.
    static Result<Ownership> take(const std::filesystem::path& file, const Worker& worker);

    // Closes an attempt that nobody has: whoever comes later finds it over. False: a job has it.
    static Result<bool> close(const std::filesystem::path& file);

    // Whether this worker still has it: nobody has taken it meanwhile.
    bool is_held() const;

  private:
    Ownership(std::filesystem::path file, std::string text) : file_(std::move(file)), text_(std::move(text)) {}

    std::filesystem::path file_;
    std::string text_;  // that stands in it
};

}  // namespace lathe::run::slurm
