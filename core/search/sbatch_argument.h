// SPDX-License-Identifier: GPL-3.0-or-later
// Which options of sbatch a person may add to those that Lathe gives it.
#pragma once

#include <optional>
#include <string>

#include "core/base/error.h"

namespace lathe::search {

// Why one of `search.engine.args` is refused: it is no option, or it changes what runs, where it writes, under which
// name, on how many nodes, or what Slurm tells of it, which Lathe decides. Short for a long option is what
// getopt_long() takes for it ("--out=x"), and "-Ho x" is two options. nullopt: it may be given.
std::optional<Error> refusal_of_sbatch_argument(const std::string& argument);

}  // namespace lathe::search
