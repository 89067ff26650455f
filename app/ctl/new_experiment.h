// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl new experiment --from SCRIPT: an experiment whose config is what somebody's script takes.
#pragma once

#include <string>

#include "app/ctl/program.h"

namespace lathe::ctl {

struct NewExperiment {
    std::string script;   // FILE.py, or FILE.py:NAME of a dataclass, parser or function in it
    std::string command;  // how a trial is started, as a shell would read it; "": python3 FILE.py
    std::string output;   // a file that must not be there yet; "": standard output
};

// Python looks at the script in a process of its own, which runs what the script does on import: it has to be trusted.
void new_experiment(Program& program, const NewExperiment& wanted);

}  // namespace lathe::ctl
