// SPDX-License-Identifier: GPL-3.0-or-later
// `search.engine`: who runs the trials, this machine or a cluster's queue.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/config/schema.h"

namespace lathe::search {

// Who runs the trials: this machine, or Slurm, each trial as a job.
enum class EngineKind : std::uint8_t { local, slurm };
// The name in search.engine.name: "local", "slurm".
std::string_view name_of(EngineKind kind);
// The engine of this name; nullopt: there is none.
std::optional<EngineKind> engine_kind(std::string_view name);

// `search.engine` of an experiment: who runs the trials, and what each asks of a cluster.
struct Engine {
    EngineKind kind = EngineKind::local;
    // Of Slurm, for each trial:
    std::string partition;                          // "": the cluster's own choice
    int gpus = 0;                                   // 0: it trains on the CPU
    int cpus = 0;                                   // of each rank; 0: as many as hw.threads says, or one
    int nodes = 1;                                  // that its ranks (hw.devices) are spread over
    std::optional<std::chrono::milliseconds> time;  // nullopt: the partition's own limit
    std::vector<std::string> args;                  // more options of sbatch: "--account=x"; none of sbatch_argument.h
};

// The options of search.engine, for the schema of `search`.
std::vector<config::Option> engine_options();

// The engine that was read, and what was wrong with its text.
struct ReadEngine {
    Engine engine;  // what could not be read is as by default
    Errors errors;  // keys as in "search.engine.time"
};
// Reads search.engine. `resolved`: the settings with all defaults; `given`: as they were written, for the places of
// errors.
ReadEngine read_engine(const config::Value& resolved, const config::Value& given);

// The settings as they are written in an experiment.
config::Value to_value(const Engine& engine);

}  // namespace lathe::search
