// SPDX-License-Identifier: GPL-3.0-or-later
// The batches of a training and of its validation, as many as the options want.
#pragma once

#include <cstdint>
#include <memory>

#include "core/train/data/loader.h"
#include "core/train/environment.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

// The type of weights and samples that train.precision asks for.
torch::ScalarType floating_point_type(const TrainerOptions& options);
// The options of a loader that gives batches of `batch_size` in the order of the set, on the device of the training.
LoaderOptions loader_options(const TrainerOptions& options, const Environment& environment, std::int64_t batch_size);

// Empty when made without data: train() must not be called then.
class Loaders {
  public:
    Loaders() = default;
    // TrainError: there is no whole batch, or a limit that cannot be kept.
    Loaders(const TrainerOptions& options, const Environment& environment, const DataSets& data);

    // Training batches of one epoch.
    std::int64_t train_batches() const { return train_batches_; }
    // Batches of one validation; 0: there is none.
    std::int64_t val_batches() const { return val_batches_; }
    // The loader of the training; valid as long as the loaders.
    Loader& train() const { return *train_; }
    // The loader of the validation; nullptr: there is nothing to validate on.
    Loader* val() const { return val_.get(); }

  private:
    std::unique_ptr<Loader> train_;
    std::unique_ptr<Loader> val_;
    std::int64_t train_batches_ = 0;
    std::int64_t val_batches_ = 0;
};

}  // namespace lathe::train
