// What an experiment takes from the world around it: the files that its config names.
#pragma once

#include <filesystem>
#include <vector>

#include "core/provenance/manifest.h"
#include "core/search/experiment.h"

namespace lathe::run {

struct Surroundings {
    std::vector<std::filesystem::path> code;  // the experiment's file, then plug-ins and other files that it names
    std::vector<std::filesystem::path> data;  // what the options below `data` name
};
// Those that exist; of a search, as the config has them before anything is chosen.
Surroundings surroundings_of(const search::Experiment& experiment, const config::Catalog& catalog);

// One manifest of all of them; several are told by their absolute paths. May take long; `stop` cancels.
Result<provenance::Manifest> manifest_of(const std::vector<std::filesystem::path>& paths,
                                         const std::stop_token& stop = {});

}  // namespace lathe::run
