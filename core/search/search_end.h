// SPDX-License-Identifier: GPL-3.0-or-later
// When a search comes to its end by itself.
#pragma once

#include <string>

#include "core/search/experiment.h"

namespace lathe::search {

// One sentence for a person: "the search ends after 20 trials, or once 1h has passed, whichever comes first". Says
// where a number of trials is Lathe's and not the experiment's, and that nothing ends it where nothing does.
std::string end_of_search(const Experiment& experiment);

}  // namespace lathe::search
