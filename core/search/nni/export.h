// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment of Lathe as NNI's experiment file of version 2.
#pragma once

#include <string>
#include <vector>

#include "core/search/experiment.h"

namespace lathe::search {

struct NniExport {
    std::string text;                // YAML
    std::vector<std::string> notes;  // what NNI has no place for
};
NniExport export_nni(const Experiment& experiment);

}  // namespace lathe::search
