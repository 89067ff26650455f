// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/callbacks/early_stopping.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "core/train/error.h"
#include "core/train/trainer.h"

namespace lathe::train {

EarlyStopping::EarlyStopping(EarlyStoppingOptions options) : options_(std::move(options)) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    best_ = options_.mode == "min" ? infinity : -infinity;
}

std::optional<std::string> EarlyStopping::check(double value) {
    const std::string& name = options_.monitor;
    if (options_.check_finite && !std::isfinite(value)) return fmt::format("{} is not finite: {}", name, value);
    if (options_.stopping_threshold && better(value, *options_.stopping_threshold)) {
        return fmt::format("{} reached {}, better than the threshold {}", name, value, *options_.stopping_threshold);
    }
    if (options_.divergence_threshold && better(*options_.divergence_threshold, value)) {
        return fmt::format("{} diverged to {}, worse than {}", name, value, *options_.divergence_threshold);
    }
    const double delta = options_.mode == "min" ? -options_.min_delta : options_.min_delta;
    if (better(value, best_ + delta)) {
        best_ = value;
        wait_ = 0;
        return std::nullopt;
    }
    if (++wait_ < options_.patience) return std::nullopt;
    return fmt::format("{} did not improve in the last {} validations; best {}", name, wait_, best_);
}

void EarlyStopping::on_validation_end(Trainer& trainer) {
    if (trainer.sanity_checking()) return;
    const auto found = trainer.metrics().find(options_.monitor);
    if (found == trainer.metrics().end()) {
        if (!options_.strict) return;
        throw TrainError("early stopping watches " + options_.monitor + ", which is not among the metrics",
                         "set early_stopping.monitor to a metric of the validation", "early_stopping.monitor");
    }
    if (const auto reason = check(found->second)) trainer.request_stop(*reason);
}

void EarlyStopping::on_save_checkpoint(Trainer&, State& state) {
    state.json["early_stopping"] = {{"best", json_number(best_)}, {"wait", wait_}};
}

void EarlyStopping::on_load_checkpoint(Trainer&, const State& state) {
    if (!state.json.contains("early_stopping")) return;
    const Json& kept = state.json.at("early_stopping");
    best_ = number_from_json(kept.at("best")).value_or(best_);
    wait_ = kept.at("wait").get<std::int64_t>();
}

}  // namespace lathe::train
