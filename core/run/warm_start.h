// SPDX-License-Identifier: GPL-3.0-or-later
// What earlier studies found, for a search that begins: which parameters were good, not how good they were, because
// other data or another config make other values of them.
#pragma once

#include <vector>

#include "core/search/experiment.h"

namespace lathe::run {

// Parameters that were good in an earlier study.
struct Learned {
    space::Params params;
    search::Origin from;  // the trial of the earlier study
};

// The trials of earlier studies that a search begins with: the best of the studies of search.warm_start, in turn the
// best of each, then the second best of each, ...: at most four of a study and eight in all, so that what they found
// wrong costs little. Of each trial what the space of the experiment has. What was best goes by the study's own
// objective, but by the direction of the experiment's where that is the same metric. The error: a study that cannot be
// read.
Result<std::vector<Learned>> warm_start(const search::Experiment& experiment);

}  // namespace lathe::run
