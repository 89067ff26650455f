// SPDX-License-Identifier: GPL-3.0-or-later
// Looks for a learning rate and a batch size by short trainings, as PyTorch Lightning's Tuner does. No torch types
// here: the commands and the window call it through the engine.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/config/value.h"
#include "core/device/device.h"

namespace lathe::train {

// One batch size that was tried.
struct BatchSizeTrial {
    std::int64_t size = 0;
    bool fits = false;
    double samples_per_second = 0;
};

// Callbacks are called on the caller's thread and may be empty.
struct FindRequest {
    config::Value config;  // resolved
    device::DeviceId device;
    std::stop_token stop;  // checked every batch
    std::function<void(int done, int of)> progress;
    std::function<void(double lr, double loss)> on_step;  // the next point of the learning rate's curve
    std::function<void(const BatchSizeTrial&)> on_size;   // the next size that was tried
};

// How the learning rate rises.
struct LearningRateFinderOptions {
    double min_lr = 1e-8;
    double max_lr = 1;
    int steps = 100;
    bool exponential = true;            // or linear
    std::optional<double> stop_at = 4;  // times the best loss; nullopt: all steps
};

// The loss over the learning rate, and what follows from it.
struct LearningRateCurve {
    std::vector<double> lr;    // of each step
    std::vector<double> loss;  // smoothed
    std::optional<double> suggestion;
    std::string reason;  // why there is none
};
// Trains with a rate that rises from min_lr to max_lr, as Smith 2017 ("Cyclical learning rates"). Blocks; throws
// nothing. The error: it was stopped, or what would end a training. A curve without a suggestion is none.
Result<LearningRateCurve> find_learning_rate(const FindRequest& request, const LearningRateFinderOptions& options);

// The learning rate at the steepest descent of the loss, leaving out the first `skip_begin` and the last `skip_end`
// steps and losses that are not finite. nullopt: fewer than two are left.
std::optional<double> suggest_learning_rate(const std::vector<double>& lr, const std::vector<double>& loss,
                                            int skip_begin = 10, int skip_end = 1);

// Which sizes are tried, and how long.
struct BatchSizeFinderOptions {
    bool binary = false;  // halve the distance after the first failure, rather than stop there
    std::int64_t first = 2;
    int steps = 3;        // of each size
    int max_trials = 25;  // sizes that are tried
};

// The sizes that were tried, and the largest that fits.
struct BatchSizeSearch {
    std::int64_t suggestion = 0;
    std::vector<BatchSizeTrial> trials;
    std::string reason;  // why it ended
};
// Trains some steps of each size; one that runs out of memory does not fit. Blocks; throws nothing. The error: what
// else ends a training.
Result<BatchSizeSearch> find_batch_size(const FindRequest& request, const BatchSizeFinderOptions& options);

// The order in which sizes are tried. `fits` trains some steps of a size; `largest`: samples there are. The suggestion
// is 0 when not even the first size fits. Ends early when `fits` gives nothing (it was stopped).
BatchSizeSearch search_batch_size(const BatchSizeFinderOptions& options, std::int64_t largest,
                                  const std::function<std::optional<BatchSizeTrial>(std::int64_t)>& fits);

}  // namespace lathe::train
