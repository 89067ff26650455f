// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a trial's body on this thread and keeps what it reports. No torch and no Qt here.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/run/trial_body.h"

namespace lathe::test {

using Points = std::vector<std::pair<std::int64_t, double>>;

class Recorder : public run::MetricSink, public run::ObjectiveSink {
  public:
    run::SeriesId series(const std::string& name) override;
    void report(run::SeriesId series, std::int64_t step, double value) override;
    void log(const std::string& line) override {
        lines.push_back(line);
        if (on_line) on_line(line);
    }
    void image(const std::string& name, std::int64_t step, run::Picture picture) override {
        images.push_back({name, step, std::move(picture)});
    }
    std::optional<std::string> report(std::int64_t step, const std::map<std::string, double>& metrics) override;

    bool logged(const std::string& part) const;

    std::vector<std::string> names;
    std::map<std::string, Points> points;
    std::vector<std::string> lines;
    struct Image {
        std::string name;
        std::int64_t step;
        run::Picture picture;
    };
    std::vector<Image> images;
    std::vector<std::pair<std::int64_t, std::map<std::string, double>>> objectives;

    // Called at each point; a test requests a stop from here.
    std::function<void(const std::string& metric, std::int64_t step)> on_point;
    // Called at each line of the log.
    std::function<void(const std::string& line)> on_line;
    // The assessor's answer to a report.
    std::function<std::optional<std::string>(std::int64_t)> assess;
};

struct Trial {
    config::Value config;
    std::filesystem::path folder;
    std::stop_source stop;
    run::PauseGate pause;
    run::Progress progress;
    Recorder recorder;
    device::DeviceId device = {};  // the CPU

    Result<run::TrialOutcome> run(bool resume = false);
};

// The same on several ranks, each on a thread of this process; the recorder is rank 0's. No random numbers are drawn
// within a step: the threads would draw them from one generator.
struct RankedTrial {
    config::Value config;
    std::filesystem::path folder;
    int ranks = 1;
    std::stop_source stop;
    run::PauseGate pause;
    Recorder recorder;
    std::vector<std::string> lines_of_others;
    // Rank 0 alone requests an early stop: after this step's batch, or after this validation (from 0).
    std::optional<std::int64_t> stop_after_step;
    std::optional<std::int64_t> stop_after_validation;

    // Rank 0's; an error of another rank where it has one and rank 0 only misses that rank.
    Result<run::TrialOutcome> run(bool resume = false);
};

// That LibTorch can use.
int gpu_count();

// A small fast trial: synthetic 12x12 pictures, a small mlp, no dropout. `yaml_like` are dotted keys and values.
config::Value small_config(const std::vector<std::pair<std::string, config::Value>>& changes = {});

// Tensors of a checkpoint whose names begin with `prefix`, as bytes, by name, but for the optimizer; for comparing
// bits.
std::map<std::string, std::string> checkpoint_tensors(const std::filesystem::path& file, const std::string& prefix);

}  // namespace lathe::test
