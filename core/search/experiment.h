// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment: a config, a search space over it and how to search. Plain values.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/config/resolve.h"
#include "core/search/engine.h"
#include "core/search/origin.h"
#include "core/search/purpose.h"
#include "core/search/trial.h"
#include "core/search/trial_program.h"
#include "core/space/space.h"

namespace lathe::search {

// A tuner or an assessor as an experiment names it, with its arguments as they were given (a dict).
struct Algorithm {
    std::string name;
    config::Value args{config::Dict{}};
};

// A metric that the search makes as small or as large as it can.
struct Objective {
    std::string metric = "val_loss";
    Mode mode = Mode::minimize;
    bool use_best = false;  // the objective is the best value of the metric instead of its last
};

// The GPUs of this machine that a search may use, and how its trials share them.
struct DeviceRequest {
    std::vector<int> indices;  // GPUs that may be used; empty: all
    double per_trial = 0;      // GPUs for a trial; 0: the CPU unless hw.device says otherwise
    int trials_per_gpu = 1;
    bool use_active = false;  // also GPUs that other programs use
};

// Where trials of Lathe's own engine run; a program is a process of its own anyway.
enum class Isolation : std::uint8_t { automatic, thread, process };

// Of a search that says nothing of when it ends.
inline constexpr int default_max_trials = 10;

// How to search, on what and for how long: `search:` of an experiment.
struct SearchSettings {
    // Required by a search, unless a program is only run over the space; the first of several.
    std::optional<Objective> objective;
    std::vector<Objective> objectives;  // all of them when there are several, else empty
    std::vector<Constraint> constraints;
    Algorithm tuner{"Auto", {}};
    std::optional<Algorithm> assessor;
    std::vector<space::Params> first;     // what the first trials have; what one leaves out the tuner chooses
    std::vector<std::string> warm_start;  // folders of earlier studies, whose best trials are tried first
    // nullopt: as many as there is time for, or as the space has.
    std::optional<int> max_trials = default_max_trials;
    bool says_max_trials = false;  // the experiment does, be it null; else it is what absence means
    std::optional<std::chrono::milliseconds> max_duration;
    std::optional<int> no_improvement;      // so many trials in a row end the search
    std::optional<double> expected_regret;  // below so much of it (regret.h), of the objective's unit, the search ends
    int concurrency = 1;
    Engine engine;
    Isolation isolation = Isolation::automatic;
    DeviceRequest devices;

    // Which way each objective is better; one at least.
    std::vector<Mode> modes() const;
};

// What was chosen for one trial of a search.
struct Choice {
    space::Params params;
    std::optional<std::int64_t> budget;  // epochs, as Suggestion has it
};

// An experiment that was read from a file or put together in memory. A plain value.
struct Experiment {
    std::string name;
    Purpose purpose = Purpose::trial;
    std::optional<Origin> from;    // the study or trial that it was made from
    std::filesystem::path folder;  // absolute; relative paths in the config mean it. Empty: they stay as they are
    std::optional<TrialProgram> program;  // that is the trial; nullopt: Lathe's own engine
    config::Value config;                 // raw, overrides applied
    // Of a trial that is run again by itself, unchanged. The config holds it already; a program is told it all the
    // same.
    std::optional<Choice> repeated;
    space::Space space;
    SearchSettings search;
    std::string source;                   // the file that it was read from; "": none
    std::string text;                     // of that file
    std::vector<config::Option> options;  // that it declares itself (`schema:`)
    std::vector<std::string> files;       // that were read beside it
    std::vector<std::string> paths;       // keys of the config's options whose values are paths
    std::vector<std::string> notes;       // what composing the config left out
    std::vector<std::string> dropped;     // values of the config that a newly chosen variant does not have

    // The tuner of search.tuner; one that takes max_epochs and is given none ends with the config's train.epochs.
    Algorithm tuner() const;
    // `catalog`, what the config's plug-ins add to it, and the experiment's own options. A program's config is its own:
    // Lathe's options mean nothing in it.
    config::Catalog extended(const config::Catalog& catalog) const;

    // The raw config with the values that were chosen for one trial. `budget`: the epochs that the tuner gives the
    // trial; it becomes train.epochs.
    config::Value chosen(const config::Catalog& catalog, const space::Params& params,
                         std::optional<std::int64_t> budget = {}) const;
    // The same resolved against the catalog and the own options, its paths absolute.
    config::Resolved trial_config(const config::Catalog& catalog, const space::Params& params,
                                  std::optional<std::int64_t> budget = {}) const;
};

// Fails where the trials are a program of somebody's: for what only Lathe's own engine can do (`what`: "a finder").
Result<void> require_own_engine(const Experiment& experiment, const std::string& what);

}  // namespace lathe::search
