// SPDX-License-Identifier: GPL-3.0-or-later
// What a trial does, seen from the queue: the seam between core/run (threads, records) and core/train (torch).
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/config/value.h"
#include "core/device/device.h"
#include "core/run/pause_gate.h"

namespace lathe::run {

// Index of a metric within its trial, from MetricSink::series().
using SeriesId = std::uint32_t;

// A picture that a trial recorded. `png`: the bytes of the file; width and height in pixels.
struct Picture {
    int width = 0;
    int height = 0;
    std::string png;
};

// Takes the metrics of one trial. All calls from the trial's own thread.
class MetricSink {
  public:
    virtual ~MetricSink() = default;
    // Registers a metric ("train_loss"); the same name gives the same id.
    virtual SeriesId series(const std::string& name) = 0;
    // Lossless and cheap (at most 200 ns): written by another thread. Waits only when that thread is far behind.
    virtual void report(SeriesId series, std::int64_t step, double value) = 0;
    // Records the distribution of values, in sinks that keep it; meant for once an epoch.
    virtual void histogram(const std::string& /*name*/, std::int64_t /*step*/, std::vector<double> /*values*/) {}
    // Records a picture, in sinks that keep it; meant for once an epoch.
    virtual void image(const std::string& /*name*/, std::int64_t /*step*/, Picture /*picture*/) {}
    // Adds a line to the trial's log.txt.
    virtual void log(const std::string& line) = 0;
    // Waits until everything reported is in the files. To be called before a checkpoint is written: what a trial goes
    // on from must not be ahead of its record. On an error no checkpoint should be written; the trial is being stopped.
    virtual Result<void> flush() { return {}; }
};

// How far a trial is. Written by its thread, read by any.
struct Progress {
    std::atomic<std::int64_t> step = 0;         // optimizer steps done
    std::atomic<std::int64_t> total_steps = 0;  // 0: unknown
    std::atomic<std::int64_t> epoch = 0;        // epochs done
    std::atomic<std::int64_t> total_epochs = 0;
    std::atomic<double> steps_per_second = 0;
    std::atomic<std::int64_t> longest_ms = -1;  // that it may still train, whatever its steps; -1: no such limit
    std::atomic<std::int64_t> samples = 0;      // trained on so far, by all ranks; stays 0 where nobody counts them
    std::atomic<int> program = 0;               // id of the process that a trial is; 0: threads of this one
};

// Asks the assessor after each intermediate objective.
class ObjectiveSink {
  public:
    virtual ~ObjectiveSink() = default;
    // All metrics that one validation gave, at report number `step` (the epoch). A reason means: stop now.
    virtual std::optional<std::string> report(std::int64_t step, const std::map<std::string, double>& metrics) = 0;
};

// The kind of an Error that says: another rank of the trial has gone, and why is for that one to say.
inline constexpr const char* ranks_lost = "RanksLost";

// One of the processes that train a trial together.
struct RankPlace {
    int rank = 0;  // 0 keeps the record and decides
    int ranks = 1;
    std::filesystem::path rendezvous;   // a file that all of them see, by which they find each other; absent at first
    std::string address = "127.0.0.1";  // at which the others reach this one
};

// What a trial is given to run with; `prepared` and `facts` are what it sets itself.
struct TrialContext {
    const config::Value& config;   // resolved
    std::filesystem::path folder;  // the trial's own, it exists
    device::DeviceId device;
    std::stop_token stop;  // checked every batch
    PauseGate& pause;      // waited on every batch
    MetricSink& metrics;
    ObjectiveSink& objective;
    Progress& progress;
    bool resume = false;  // go on from the newest good checkpoint in the folder, if there is one

    // Set by the body when all that it takes from the world is there: data, code, the network. A trial that went on and
    // fails before that is not at fault, and can go on another time.
    bool prepared = false;
    config::Value facts{config::Dict{}};    // set by the body as soon as it knows them: what a trial that fails leaves
    std::vector<device::DeviceId> devices;  // all of its lease; empty: `device` is the only one
    RankPlace place{};
    std::optional<int> as_trial{};  // as TrialJob has it
};

// How a training ended that did not fail.
enum class TrialEnding : std::uint8_t {
    finished,      // all epochs done
    stopped,       // the stop token; resumable from checkpoints/last.pt
    early_stopped  // the assessor, or a callback
};

// What a trial leaves that did not fail.
struct TrialOutcome {
    TrialEnding end = TrialEnding::finished;
    std::string reason;                     // of an early stop
    std::map<std::string, double> metrics;  // last values, test metrics included
    std::int64_t steps = 0;
    std::int64_t epochs = 0;
    config::Value facts;  // seeds, thread counts, library versions: goes into trial.json
};

// A trial that can be run once.
class TrialBody {
  public:
    virtual ~TrialBody() = default;
    // Runs on the trial's thread and blocks until the trial ends. May throw: the executor turns what was thrown into a
    // FAILED trial. An Error is what a person can mend.
    virtual Result<TrialOutcome> run(TrialContext& context) = 0;
};

// Makes the body of one trial, on the trial's thread. The error: the training engine cannot be loaded.
using BodyMaker = std::function<Result<std::unique_ptr<TrialBody>>()>;

}  // namespace lathe::run
