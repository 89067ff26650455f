// SPDX-License-Identifier: GPL-3.0-or-later
// Stops a training whose metric no longer improves, by Lightning's rules.
#pragma once

#include <optional>
#include <string>

#include "core/train/hooks.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

// Asks for a stop after a validation. Its best value and its patience are kept in checkpoints.
class EarlyStopping : public Callback {
  public:
    explicit EarlyStopping(EarlyStoppingOptions options);  // nothing has been seen yet

    bool monitors() const override { return true; }
    // Looks at early_stopping.monitor. TrainError: the metric is not among those of the validation, and `strict` is
    // set.
    void on_validation_end(Trainer& trainer) override;
    void on_save_checkpoint(Trainer& trainer, State& state) override;
    void on_load_checkpoint(Trainer& trainer, const State& state) override;

    // Why to stop after this value of the metric, in the order non-finite, threshold, divergence, patience. nullopt: go
    // on.
    std::optional<std::string> check(double value);
    // The best value of the watched metric so far; infinite, on the worse side, before its first value.
    double best() const { return best_; }

  private:
    bool better(double a, double b) const { return options_.mode == "min" ? a < b : a > b; }

    EarlyStoppingOptions options_;
    double best_;
    std::int64_t wait_ = 0;
};

}  // namespace lathe::train
