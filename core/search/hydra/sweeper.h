// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep of Hydra as a search: `hydra.sweeper` and `hydra.launcher` of a composed tree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/config/value.h"

namespace lathe::search {

// What a sweep searches, and how.
struct HydraSweep {
    config::Value space{config::Dict{}};
    std::string tuner;  // "" where nothing is searched
    config::Value tuner_args{config::Dict{}};
    std::optional<bool> maximise;  // nullopt: it has no objective
    std::optional<std::int64_t> max_trials;
    std::optional<std::int64_t> concurrency;
    std::vector<std::string> notes;  // what was not taken over, and what was assumed
};

// Reads what is searched. `hydra`: the composed node. `config`: whose keys are searched over. `further`: sweeps of the
// command line, "opt.lr=1e-3,1e-2".
HydraSweep read_hydra_sweep(const config::Value& hydra, const config::Value& config,
                            const std::vector<std::string>& further);

}  // namespace lathe::search
