// SPDX-License-Identifier: GPL-3.0-or-later
// The search space that an experiment's file says: under `space:`, or in the file that `space_file:` names.
#pragma once

#include <filesystem>
#include <string>

#include "core/config/document.h"
#include "core/space/space.h"

namespace lathe::space {

struct ExperimentSpace {
    config::Value written{config::Dict{}};  // its entries, also where they are no space
    std::string file;                       // that they stand in; "": the experiment itself, or nowhere
    Space space;
    Errors errors;  // every mistake at once; keys begin with "space", or are "space_file"
};

// Reads the space of an experiment. space_file is relative to the folder of the experiment's file.
ExperimentSpace read_experiment_space(const config::Document& experiment);

// The space of an experiment's file, for those who only show it: empty when the file has none that can be read.
Space space_of_experiment(const std::filesystem::path& file);

}  // namespace lathe::space
