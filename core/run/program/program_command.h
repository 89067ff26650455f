// SPDX-License-Identifier: GPL-3.0-or-later
// What the command of a trial's program starts, and which file of it its author writes. Looks at the disk, starts
// nothing; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/config/value.h"
#include "core/provenance/variables.h"
#include "core/run/program/program_path.h"
#include "core/search/experiment.h"

namespace lathe::run {

struct ProgramCommand {
    std::filesystem::path folder;           // that it starts in
    provenance::Variables variables;        // of this process, with the program's own in their place
    std::vector<std::string> words;         // of a text for the shell: those of the command where it is a plain one
    std::optional<StartedProgram> started;  // nullopt: it is not found
    std::filesystem::path script;           // that an interpreter is given: train.py of "python3 train.py"; "": none

    // The file that the program's author writes: the script, else the program itself where it lies in its folder; "":
    // it is a program of the system.
    std::filesystem::path own_file() const;
};

// Works out what the program's command starts. `folder`: the one that relative paths of the experiment mean. `config`
// fills the placeholders.
ProgramCommand program_command(const search::TrialProgram& program, const std::filesystem::path& folder,
                               const config::Value& config);

// own_file() of the experiment's program, as its config has it before anything is chosen; "": it has none.
std::filesystem::path script_of(const search::Experiment& experiment);

}  // namespace lathe::run
