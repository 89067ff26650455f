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

    // All that must be the same for a run to be repeated, but the experiment's file, which the study keeps.
    std::vector<std::filesystem::path> inputs() const;
    std::string source;  // of `code`, the experiment's file; "": it has none
};
// Those that exist; of a search, as the config has them before anything is chosen.
Surroundings surroundings_of(const search::Experiment& experiment, const config::Catalog& catalog);

// One manifest of all of them; several are told by their absolute paths. May take long; `stop` cancels.
Result<provenance::Manifest> manifest_of(const std::vector<std::filesystem::path>& paths,
                                         const std::stop_token& stop = {});

}  // namespace lathe::run
