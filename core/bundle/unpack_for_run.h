// SPDX-License-Identifier: GPL-3.0-or-later
// A bundle as an experiment that can be run here.
#pragma once

#include <filesystem>

#include "core/base/error.h"

namespace lathe::bundle {

// Unpacks into <workspace>/bundles/NAME-ID, once: a folder that is there already is used again when all that was packed
// to be run is still as in the bundle, and else refused; what a study records of itself may have changed, its limits
// included, and what became of a trial's repetition. A bundle that holds code, a command or options for a cluster's
// sbatch is refused until the person trusts it (bundle_trust.h), whether it says so itself or not. Gives the path of
// experiment.yaml. Any thread, any number of processes at once.
Result<std::filesystem::path> unpack_for_run(const std::filesystem::path& bundle_file,
                                             const std::filesystem::path& workspace);

}  // namespace lathe::bundle
