// effective.json: an experiment as it was really run, with the overrides of the command line or the window applied.
// experiment.yaml beside it is what the person wrote; a resumed study goes on with this one.
#pragma once

#include <filesystem>

#include "core/search/experiment.h"

namespace lathe::run {

struct Effective {
    search::Experiment experiment;  // `text` is experiment.yaml's
    bool search = false;            // false: one trial with the config as it is
};

Result<void> save_effective(const std::filesystem::path& study_folder, const Effective& effective);
Result<Effective> load_effective(const std::filesystem::path& study_folder);

}  // namespace lathe::run
