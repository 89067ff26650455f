// Changes how many batches make one optimizer step, epoch by epoch.
#pragma once

#include "core/train/callbacks/callback_options.h"
#include "core/train/error.h"
#include "core/train/trainer.h"

namespace lathe::train {

class GradientAccumulationScheduler : public Callback {
  public:
    explicit GradientAccumulationScheduler(AccumulationOptions options) : schedule_(std::move(options.schedule)) {}

    void setup(Trainer& trainer) override {
        if (trainer.options().accumulate_grad_batches == 1) return apply(trainer, 0);
        throw TrainError("both a number and a schedule of accumulated batches are given",
                         "remove train.accumulate_grad_batches, or train.accumulation_schedule",
                         "train.accumulation_schedule");
    }
    // Also when a resumed training starts within an epoch.
    void on_train_start(Trainer& trainer) override { apply(trainer, trainer.state().epoch); }
    void on_train_epoch_start(Trainer& trainer) override { apply(trainer, trainer.state().epoch); }

    // In force at `epoch`.
    std::int64_t at(std::int64_t epoch) const {
        const auto after = schedule_.upper_bound(epoch);
        return after == schedule_.begin() ? 1 : std::prev(after)->second;
    }

  private:
    void apply(Trainer& trainer, std::int64_t epoch) { trainer.set_accumulation(at(epoch)); }

    std::map<std::int64_t, std::int64_t> schedule_;
};

}  // namespace lathe::train
