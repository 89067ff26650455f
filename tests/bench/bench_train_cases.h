// SPDX-License-Identifier: GPL-3.0-or-later
// What bench_train trains: the same network, samples and batches by the Trainer and by a bare LibTorch loop.
// bench_train_loop.py has the same cases, by name.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/train/data/dataset.h"
#include "core/train/models/network.h"

namespace lathe::bench_train {

struct TrainingCase {
    std::string name;
    config::Value config;  // its network and optimizer
    std::int64_t batch_size = 64;
    std::int64_t batches = 300;  // of an epoch
    train::DataSets data;
    train::Batch all{};  // all training samples in memory, for the bare loop: take_all()

    void take_all();
    // The same weights each time.
    std::shared_ptr<train::Network> network() const;
};

// LeNet and an MLP on Fashion-MNIST as they are trained usually, ResNet-9 on it with fewer channels, a transformer on
// random characters, and an MLP that is so small that a step's own cost shows. `batches`: of LeNet and the MLP.
std::vector<TrainingCase> training_cases(std::int64_t batches);
// LeNet alone, without take_all().
TrainingCase lenet_case(std::int64_t batches);

// Seconds of an epoch.
double bare_epoch(const TrainingCase& one);
double trainer_epoch(const TrainingCase& one, std::int64_t log_every);

}  // namespace lathe::bench_train
