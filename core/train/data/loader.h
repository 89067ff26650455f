// Batches of a data set, in an order that depends on (seed, epoch) alone.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/train/data/dataset.h"

namespace lathe::train {

struct LoaderOptions {
    std::int64_t batch_size = 1;
    bool shuffle = false;
    bool drop_last = false;
    std::uint64_t seed = 0;
    torch::Device device = torch::kCPU;
    torch::ScalarType dtype = torch::kFloat32;  // of floating-point samples
};

class Loader {
  public:
    Loader(std::shared_ptr<const Dataset> dataset, const LoaderOptions& options);

    std::int64_t batches() const { return batches_; }
    const Dataset& dataset() const { return *dataset_; }
    // Sets the order of `epoch`.
    void begin_epoch(std::int64_t epoch);
    // Batch 0 .. batches()-1 of the epoch, on the device.
    Batch get(std::int64_t batch) const;

  private:
    std::shared_ptr<const Dataset> dataset_;
    LoaderOptions options_;
    std::int64_t batches_ = 0;
    std::vector<std::int64_t> order_;
};

}  // namespace lathe::train
