// SPDX-License-Identifier: GPL-3.0-or-later
// The programs of a Hydra application: Python files that start from a config of its tree.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lathe::search {

// A program that starts from a config.
struct HydraProgram {
    std::filesystem::path file;
    std::string config;  // the name that `config_name` of its @hydra.main says, without suffix
};

// The programs that were found.
struct HydraPrograms {
    std::vector<HydraProgram> found;  // in the order of their paths
    bool is_complete = true;          // false: there are so many files that not all were looked at
};

// Finds the programs near a folder of configs whose @hydra.main names that folder. At most `max_files` files and
// folders are looked at; nothing is run.
HydraPrograms find_hydra_programs(const std::filesystem::path& configs, int max_files = 2000);

}  // namespace lathe::search
