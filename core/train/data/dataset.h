// What a trial trains on.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include <torch/types.h>

namespace lathe::train {

// One batch. For images x is float [size, channels, height, width], y int64 [size].
struct Batch {
    torch::Tensor x;
    torch::Tensor y;
    std::int64_t size = 0;
};

// Samples by index. const access from any thread.
class Dataset {
  public:
    virtual ~Dataset() = default;
    virtual std::int64_t size() const = 0;
    // The samples at `indices` (each 0 .. size()-1), on the CPU, in that order.
    virtual Batch get(std::span<const std::int64_t> indices) const = 0;
};

// Shape of one sample, and of the answer.
struct InputSpec {
    std::int64_t channels = 1;
    std::int64_t height = 1;
    std::int64_t width = 1;
    std::int64_t classes = 2;
};

struct DataSets {
    std::shared_ptr<const Dataset> train;
    std::shared_ptr<const Dataset> val;   // may be empty
    std::shared_ptr<const Dataset> test;  // may be empty
    InputSpec input;
};

}  // namespace lathe::train
