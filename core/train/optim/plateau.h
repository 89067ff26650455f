// SPDX-License-Identifier: GPL-3.0-or-later
// Lowers the learning rate when a metric no longer improves, as torch.optim.lr_scheduler.ReduceLROnPlateau.
#pragma once

#include "core/train/optim/scheduler.h"
#include "core/train/optim/scheduler_options.h"

namespace lathe::train {

// Counts the intervals without a better value; each fall multiplies the rate by `factor`, down to min_lr.
class Plateau : public Scheduler {
  public:
    // No value has been seen yet.
    explicit Plateau(PlateauOptions options);

    double lr(double base) const override;
    void advance(double metric) override;
    std::string monitor() const override { return options_.monitor; }
    Json state() const override;
    void set_state(const Json& state) override;

  private:
    bool better(double metric) const;

    PlateauOptions options_;
    double best_;
    std::int64_t bad_ = 0;
    std::int64_t cooldown_ = 0;
    std::int64_t falls_ = 0;
};

}  // namespace lathe::train
