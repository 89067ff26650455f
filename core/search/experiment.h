// An experiment file: a config, a search space over it and how to search (format: `lathe: 1`).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/config/document.h"
#include "core/config/resolve.h"
#include "core/search/trial.h"
#include "core/space/space.h"

namespace lathe::search {

struct Algorithm {
    std::string name;
    config::Value args{config::Dict{}};
};

struct Objective {
    std::string metric = "val_loss";
    Mode mode = Mode::minimize;
    bool use_best = false;  // the objective is the best value of the metric instead of its last
};

struct DeviceRequest {
    std::vector<int> indices;  // GPUs that may be used; empty: all
    double per_trial = 0;      // GPUs for a trial; 0: the CPU unless hw.device says otherwise
    int trials_per_gpu = 1;
    bool use_active = false;  // also GPUs that other programs use
};

struct SearchSettings {
    std::optional<Objective> objective;  // required by a search; the first of several
    std::vector<Objective> objectives;   // all of them when there are several, else empty
    Algorithm tuner{"TPE", {}};
    std::optional<Algorithm> assessor;
    int max_trials = 10;
    std::optional<std::chrono::milliseconds> max_duration;
    int concurrency = 1;
    DeviceRequest devices;

    std::vector<Mode> modes() const;  // of the objectives, one at least
};

struct Experiment {
    std::string name;
    std::string command;   // of a trial program that is not Lathe's (kept from an import, not run)
    config::Value config;  // raw, overrides applied
    space::Space space;
    SearchSettings search;
    std::string text;  // of the file, with its comments

    // The config of one trial: the chosen values set, resolved against the catalog.
    // `budget`: the epochs that the tuner gives the trial; it becomes train.epochs.
    config::Resolved trial_config(const config::Catalog& catalog, const space::Params& params,
                                  std::optional<std::int64_t> budget = {}) const;
};

// Reads and checks everything at once; `overrides` are Hydra-style ("opt.lr=1e-3", "+a=1", "~b"), keys start under
// `config:`. Unset ??? is an error only when `require_complete`.
struct LoadOptions {
    std::vector<std::string> overrides;
    bool require_complete = true;
    bool for_search = false;  // search.objective is required
};
tl::expected<Experiment, Errors> load_experiment(const std::string& file, const config::Catalog& catalog,
                                                 const LoadOptions& options = {});
tl::expected<Experiment, Errors> parse_experiment(const config::Document& document, const config::Catalog& catalog,
                                                  const LoadOptions& options = {});

}  // namespace lathe::search
