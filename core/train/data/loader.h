// SPDX-License-Identifier: GPL-3.0-or-later
// Batches of a data set. Order and augmentation depend on (seed, epoch, batch, rank) alone, never on the number of
// workers.
//
// Of several ranks with batches of B samples each, batch number i of all together is that of one rank with batches of
// ranks * B samples; a rank has a part of it, in their order. The last batch is shared evenly, too.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/train/data/dataset.h"
#include "core/train/data/prefetcher.h"

namespace lathe::train {

// How samples become batches.
struct LoaderOptions {
    std::int64_t batch_size = 1;
    bool shuffle = false;
    bool balance = false;  // each sample of an epoch is drawn anew: all classes are as likely, and all samples of one
    bool drop_last = false;
    std::uint64_t seed = 0;
    std::int64_t workers = 0;  // threads that prepare the batches of a costly set ahead; 0: none
    torch::Device device = torch::kCPU;
    torch::ScalarType dtype = torch::kFloat;  // of floating-point samples
    bool channels_last = false;               // pictures lie in memory with a pixel's channels side by side
    int rank = 0;                             // of `ranks`, each of which has its part of every batch
    int ranks = 1;
    bool needs_all_ranks = false;  // a last batch with fewer samples than ranks is left out
};

// One thread; workers are its own.
class Loader {
  public:
    // TrainError: classes are to be balanced, and the samples have none.
    Loader(std::shared_ptr<const Dataset> dataset, const LoaderOptions& options);

    // The number of batches of an epoch; the same on all ranks.
    std::int64_t batches() const { return batches_; }
    // The data that batches are taken from; valid as long as the loader.
    const Dataset& dataset() const { return *dataset_; }
    // Sets the order of `epoch`; batches will be asked for from `first` on.
    void begin_epoch(std::int64_t epoch, std::int64_t first);
    // The batch with this number, 0 .. batches()-1, of the epoch, on the device. TrainError: the data set gives other
    // than it was asked for.
    Batch get(std::int64_t batch);

  private:
    Batch make(std::int64_t batch) const;
    void draw_balanced(std::uint64_t seed);

    std::shared_ptr<const Dataset> dataset_;
    LoaderOptions options_;
    std::int64_t batches_ = 0;
    std::uint64_t epoch_seed_ = 0;
    std::vector<std::int64_t> order_;
    std::vector<std::vector<std::int64_t>> of_class_;  // the samples of each class that has some; for `balance`
    std::unique_ptr<Prefetcher> prefetcher_;           // last: its threads use the others
};

}  // namespace lathe::train
