// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optim/plateau.h"

#include <algorithm>
#include <limits>

namespace lathe::train {

Plateau::Plateau(PlateauOptions options) : options_(std::move(options)) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    best_ = options_.mode == "min" ? infinity : -infinity;
}

double Plateau::lr(double base) const {
    double rate = base;
    for (std::int64_t i = 0; i < falls_; ++i) {
        const double lower = std::max(rate * options_.factor, options_.min_lr);
        if (rate - lower <= options_.eps) break;
        rate = lower;
    }
    return rate;
}

bool Plateau::better(double metric) const {
    const bool relative = options_.threshold_mode == "rel";
    if (options_.mode == "min") {
        return metric < (relative ? best_ * (1 - options_.threshold) : best_ - options_.threshold);
    }
    return metric > (relative ? best_ * (1 + options_.threshold) : best_ + options_.threshold);
}

void Plateau::advance(double metric) {
    if (better(metric)) {
        best_ = metric;
        bad_ = 0;
    } else {
        ++bad_;
    }
    if (cooldown_ > 0) {
        --cooldown_;
        bad_ = 0;
    }
    if (bad_ > options_.patience) {
        ++falls_;
        cooldown_ = options_.cooldown;
        bad_ = 0;
    }
}

Json Plateau::state() const {
    return {{"best", json_number(best_)}, {"bad", bad_}, {"cooldown", cooldown_}, {"falls", falls_}};
}

void Plateau::set_state(const Json& state) {
    best_ = number_from_json(state.at("best")).value_or(best_);
    bad_ = state.at("bad").get<std::int64_t>();
    cooldown_ = state.at("cooldown").get<std::int64_t>();
    falls_ = state.at("falls").get<std::int64_t>();
}

}  // namespace lathe::train
