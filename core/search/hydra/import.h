// SPDX-License-Identifier: GPL-3.0-or-later
// A Hydra application as an experiment: its tree of configs, its program, its sweep.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/config/schema.h"

namespace lathe::search {

// The application that is imported.
struct HydraApplication {
    std::filesystem::path configs;       // the folder of its tree
    std::string config;                  // the file that it starts from; "": what its program says
    std::filesystem::path program;       // "": looked for beside the tree
    std::vector<std::string> overrides;  // as its own command line takes them
    std::filesystem::path target;        // the folder of the experiment's file, which paths in it are relative to
};

// What came of the import.
struct HydraImport {
    std::string experiment;          // the text of an experiment file
    std::vector<std::string> notes;  // what could not be carried over, and what was assumed
};

// Makes an experiment of a Hydra application. Without overrides it refers to the tree, else it holds what they compose.
// Its trials run the program under Hydra with the config of the trial. Every error at once.
tl::expected<HydraImport, Errors> import_hydra(const HydraApplication& application, const config::Catalog& catalog);

}  // namespace lathe::search
