// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment of Lathe as NNI's experiment file of version 2.
#pragma once

#include <string>
#include <vector>

#include "core/search/experiment.h"

namespace lathe::search {

// The text of the file, and what is not in it.
struct NniExport {
    std::string text;                // YAML
    std::vector<std::string> notes;  // what NNI has no place for
};
// Writes an experiment as NNI's. Never fails: what NNI cannot have is left out and noted. Of several objectives NNI has
// the first.
NniExport export_nni(const Experiment& experiment);

}  // namespace lathe::search
