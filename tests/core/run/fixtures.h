// SPDX-License-Identifier: GPL-3.0-or-later
// A session without torch: an experiment, a machine and training that the test conducts.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/run/executor.h"
#include "core/run/session.h"

namespace lathe::run {

// As many GPUs as asked for, and a CPU.
class FakeInventory final : public device::Inventory {
  public:
    explicit FakeInventory(int gpus = 0, int threads = 0) : gpus_(gpus), threads_(threads) {}
    std::vector<device::Device> list() override;

  private:
    int gpus_;
    int threads_;  // of the CPU
};

// What one step of the fake training may do; set by a test before the session starts.
struct FakeTraining {
    // Called at the start of each trial, on its thread. An Error that it throws is the trial's failure.
    std::function<void(TrialContext&)> at_start;
    // val_loss of an epoch (from 1). The default: (lr - 0.3)^2 + 1 / epoch.
    std::function<double(const TrialContext&, int epoch)> loss;
    // Called after each epoch.
    std::function<void(TrialContext&, int epoch)> after_epoch;
};

// Trains a quadratic: `train.epochs` epochs of `train.steps` steps, a checkpoint (the epoch) after each, stop checks at
// each step, one validation an epoch. Without a checkpoint of its own it goes on from start.pt.
class FakeBody final : public TrialBody {
  public:
    explicit FakeBody(const FakeTraining& training) : training_(training) {}
    Result<TrialOutcome> run(TrialContext& context) override;

  private:
    const FakeTraining& training_;
};

// A door that a training thread waits at until the test opens it. Lets a test hold a trial at a known place.
class Door {
  public:
    void open();
    void wait(std::stop_token stop);  // also left when stopped
    void wait_until_somebody_waits(int number = 1);

  private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool open_ = false;
    int waiting_ = 0;
};

// An experiment over opt.lr; YAML of `search:` may be added.
search::Experiment fake_experiment(int max_trials, int concurrency = 1, const std::string& tuner = "Random");

class NoListener final : public TrialListener {
  public:
    std::optional<std::string> on_report(int, std::int64_t, const std::map<std::string, double>&) override {
        return std::nullopt;
    }
    void on_ended(int, TrialResult) override {}
};

// Runs nothing: a test looks at what was started, and tells the ends itself.
class FakeExecutor final : public Executor {
  public:
    struct Trial {
        TrialJob job;
        bool stop_requested = false;
        bool paused = false;
    };
    std::unique_ptr<RunningTrial> start(TrialJob job, TrialListener& listener) override;
    const std::vector<std::shared_ptr<Trial>>& started() const { return started_; }

  private:
    std::vector<std::shared_ptr<Trial>> started_;
};

struct Workbench {
    config::Catalog catalog;
    std::unique_ptr<device::Inventory> inventory = std::make_unique<FakeInventory>();
    FakeTraining training;

    SessionServices services();
};

}  // namespace lathe::run
