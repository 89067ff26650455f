// SPDX-License-Identifier: GPL-3.0-or-later
// Prepares batches ahead on worker threads; they are handed over in order, whatever thread made them.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "core/train/data/dataset.h"

namespace lathe::train {

// Used by one thread. What `make` throws is kept for the one who takes the batch.
class Prefetcher {
  public:
    using Make = std::function<Batch(std::int64_t)>;  // called from the workers, several at once

    // Starts the workers, which wait for start(). At most two batches for each of them are ready or being made.
    Prefetcher(Make make, std::int64_t workers);
    ~Prefetcher();

    // Waits until no worker makes a batch, and forgets what is ready: what `make` reads may be changed until start().
    void pause();
    // Begins to make the batches first .. end-1, which will be taken in this order.
    void start(std::int64_t first, std::int64_t end);
    // Waits for the batch; throws what `make` threw.
    Batch take(std::int64_t batch);

  private:
    struct Made {
        Batch batch;
        std::exception_ptr failure;
    };
    void work(const std::stop_token& stop);

    const Make make_;
    const std::int64_t depth_;  // batches that are ready or being made, at most
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::map<std::int64_t, Made> ready_;
    std::int64_t next_ = 0;   // to be made
    std::int64_t taken_ = 0;  // the next to be taken
    std::int64_t end_ = 0;
    std::int64_t busy_ = 0;  // workers that make a batch
    std::vector<std::jthread> threads_;
};

}  // namespace lathe::train
