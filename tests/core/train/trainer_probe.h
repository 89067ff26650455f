// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the Trainer on a linear model that writes down every hook. No torch and no Qt here.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/train/trainer_options.h"

namespace lathe::test {

struct Probe {
    train::TrainerOptions trainer;
    std::shared_ptr<train::EarlyStoppingOptions> early_stopping;  // none when empty
    std::shared_ptr<train::CheckpointOptions> checkpoint;
    std::string folder;                // of checkpoints
    int samples = 12;                  // one feature each
    int val_samples = 4;               // 0: no validation
    std::vector<double> val_scores;    // what validation number i logs as val_loss; the last one repeats
    std::optional<int> stop_at_batch;  // request_stop() at the end of this batch of the first epoch
    // Sizes of what training_step logs as "logged", all of it 3; empty: a scalar. None: nothing is logged.
    std::optional<std::vector<std::int64_t>> logged;
    enum class Batches { good, without_size, with_a_row_more, without_answers } batches = Batches::good;
    enum class Optimizers { one, none, one_that_is_empty, one_without_parameters } optimizers = Optimizers::one;
};

struct Traced {
    std::vector<std::string> calls;
    std::string end;  // "finished", "stopped", "early_stopped"
    std::string reason;
    std::string error;
    std::int64_t steps = 0;
    std::int64_t epochs = 0;
    std::int64_t train_batches = 0;
    std::vector<std::int64_t> validated_at;  // optimizer steps
    std::vector<std::int64_t> val_batch_counts;
    double weight = 0;  // of the model in the end
    std::map<std::string, std::vector<std::pair<std::int64_t, double>>> points;
    std::vector<std::string> files;  // in checkpoints/, sorted

    // How often `call` is among the calls.
    int count(const std::string& call) const;
};

Traced trace(const Probe& probe);

// The weights that a layer ends with; the module has it under so many names. `ema`: averaged.
std::vector<double> train_layer(int names, const train::TrainerOptions& options, bool ema);

// Early stopping alone: after which value (from 0) it stops and why; -1 when it never does.
std::pair<int, std::string> first_stop(const train::EarlyStoppingOptions& options, const std::vector<double>& values);

// Values of one parameter over `steps` steps of an optimizer of the config on sum((c * p - 1)^2), in double precision.
std::vector<std::vector<double>> optimize(const config::Value& config, int steps);
// Learning rates before each of `steps` steps or epochs of the config's schedule, which gets `metric(t)` when it wants
// one.
std::vector<double> schedule(const config::Value& config, double base, int steps, const std::vector<double>& metrics);

// The momenta that it gives; empty: it gives none.
std::vector<double> momenta(const config::Value& config, int steps);

// What a person is told of an exception of LibTorch with this message.
std::string told_of(const std::string& message);

std::string checkpoint_name(const std::string& pattern, const std::map<std::string, double>& values);

std::vector<std::string> names_of(const std::string& group);  // registered: "network", "data", "opt", "sched", "loss"

}  // namespace lathe::test
