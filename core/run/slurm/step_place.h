// SPDX-License-Identifier: GPL-3.0-or-later
// Where srun has put this process among the ranks of a trial.
#pragma once

#include <string>

#include "core/base/error.h"

namespace lathe::run::slurm {

struct StepPlace {
    int rank = 0;
    int local_rank = 0;                 // among those on this node
    std::string address = "127.0.0.1";  // at which the other ranks reach this one
};

// The place of this process, from the variables that srun sets. The error: srun has not started `ranks` tasks. Read
// while no other thread changes this process's variables.
Result<StepPlace> own_step_place(int ranks);

}  // namespace lathe::run::slurm
