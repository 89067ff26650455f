// SPDX-License-Identifier: GPL-3.0-or-later
// A trial that is a program of somebody's: starts it, follows what it reports, stops it, and says how it ended.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/run/program/program_tools.h"
#include "core/run/trial_body.h"
#include "core/run/trial_check.h"
#include "core/search/trial_program.h"

namespace lathe::run {

// What a trial that is a program is made of, besides its config.
struct ProgramSettings {
    search::TrialProgram program;
    std::filesystem::path folder;  // that relative paths of the experiment mean
    std::string objective;         // the metric that a program's "default" stands for
    ProgramTools tools;
};

// A trial that starts the program when it is run. Starts nothing yet.
std::unique_ptr<TrialBody> make_program_body(ProgramSettings settings);

// Finds out what would keep the program of this config from starting; nothing is started.
TrialCheck check_program(const search::TrialProgram& program, const std::filesystem::path& folder,
                         const config::Value& config);

}  // namespace lathe::run
