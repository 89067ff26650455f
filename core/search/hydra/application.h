// The programs of a Hydra application: Python files that start from a config of its tree.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lathe::search {

struct HydraProgram {
    std::filesystem::path file;
    std::string config;  // the name that `config_name` of its @hydra.main says, without suffix
};

// Those near a folder of configs whose @hydra.main names that folder, in the order of their paths. Nothing is run.
std::vector<HydraProgram> find_hydra_programs(const std::filesystem::path& configs);

}  // namespace lathe::search
