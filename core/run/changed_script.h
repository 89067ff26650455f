// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the script of an experiment's program is still the one that a study ran, or that somebody put into the queue.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/provenance/manifest.h"
#include "core/search/experiment.h"

namespace lathe::run {

// A sentence for people where the script that the study in `study_folder` ran last has changed or is gone; else none,
// also where no study is there. Any thread.
std::vector<std::string> changed_script(const std::filesystem::path& study_folder,
                                        const search::Experiment& experiment);

// The script's size and checksum in `file`, for later; nothing where the experiment has none.
Result<void> save_script(const std::filesystem::path& file, const search::Experiment& experiment);
// A sentence where the script differs from what save_script() put into that file, as changed_script() has it.
std::vector<std::string> changed_since_saved(const std::filesystem::path& file, const search::Experiment& experiment);

}  // namespace lathe::run
