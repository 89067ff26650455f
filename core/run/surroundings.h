// SPDX-License-Identifier: GPL-3.0-or-later
// What an experiment takes from the world around it: its folder, and what the paths in its config name.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/search/experiment.h"

namespace lathe::run {

// What stands for the option of a program's script among the inputs.
inline constexpr const char* script_input = "trial.command";

struct Surroundings {
    std::filesystem::path folder;   // of the experiment; "": it has none
    std::filesystem::path program;  // that its program starts in; "": it has none
    // option -> data, plug-in, checkpoint, ..., and script_input -> the program's script; they exist
    std::map<std::string, std::filesystem::path> inputs;

    // The folders in which repositories of code may be: around the experiment first, then around its program and what
    // is no data.
    std::vector<std::filesystem::path> code() const;
};
// Finds them; of a search as the config has them before anything is chosen. Looks at the disk; any thread.
Surroundings surroundings_of(const search::Experiment& experiment, const config::Catalog& catalog);

}  // namespace lathe::run
