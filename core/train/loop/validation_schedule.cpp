// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/validation_schedule.h"

#include <algorithm>

namespace lathe::train {

namespace {

tl::unexpected<Error> bad_interval(std::string what, std::string hint = {}) {
    Error error;
    error.what = std::move(what);
    error.hint = std::move(hint);
    error.key = "train.val_check_interval";
    return fail(std::move(error));
}

}  // namespace

Result<ValidationSchedule> ValidationSchedule::from(const TrainerOptions& options, std::int64_t batches) {
    ValidationSchedule schedule;
    schedule.batches_ = batches;
    schedule.every_epoch_ = options.check_val_every_n_epoch;
    const config::Value& interval = options.val_check_interval;
    if (interval.is_int()) {
        schedule.interval_ = interval.as_int();
        if (schedule.interval_ < 1 || (schedule.every_epoch_ && schedule.interval_ > batches)) {
            return bad_interval(
                "an epoch has " + std::to_string(batches) + " training batches, validation every " +
                    std::to_string(schedule.interval_) + " never falls in it",
                "give a number from 1 to " + std::to_string(batches) +
                    ", a part such as 0.5, or set train.check_val_every_n_epoch to null to count across epochs");
        }
    } else if (interval.is_float() && interval.as_float() > 0 && interval.as_float() <= 1) {
        schedule.interval_ =
            std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(batches) * interval.as_float()));
    } else {
        return bad_interval("expected a number of batches (an int) or a part of an epoch up to 1.0, found " +
                            config::to_yaml_inline(interval));
    }
    return schedule;
}

bool ValidationSchedule::falls_after(std::int64_t epoch, std::int64_t done) const {
    if (!every_epoch_) return (epoch * batches_ + done) % interval_ == 0;
    return (epoch + 1) % *every_epoch_ == 0 && done % interval_ == 0;
}

bool ValidationSchedule::falls_within(std::int64_t epochs) const {
    if (!every_epoch_) return interval_ / batches_ < epochs;
    return *every_epoch_ <= epochs;
}

}  // namespace lathe::train
