// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/callbacks/callback_registry.h"

#include "core/config/interval.h"
#include "core/train/callbacks/callback_options.h"
#include "core/train/callbacks/device_stats_monitor.h"
#include "core/train/callbacks/early_stopping.h"
#include "core/train/callbacks/learning_rate_monitor.h"
#include "core/train/callbacks/model_checkpoint.h"
#include "core/train/callbacks/model_summary.h"
#include "core/train/callbacks/stochastic_weight_averaging.h"
#include "core/train/callbacks/timer.h"
#include "core/train/callbacks/weight_averaging.h"
#include "core/train/callbacks/weight_histograms.h"
#include "core/train/error.h"
#include "core/train/plugin/plugins.h"

namespace lathe::train {

std::vector<std::shared_ptr<Callback>> make_callbacks(const config::Value& config, const TrainerOptions& options) {
    std::vector<std::shared_ptr<Callback>> callbacks;
    const auto add = [&callbacks](auto callback) { callbacks.push_back(std::move(callback)); };
    if (options.enable_model_summary) add(std::make_shared<ModelSummary>());
    if (const auto o = read<LearningRateMonitorOptions>(config); o.enable) {
        add(std::make_shared<LearningRateMonitor>(o, config.string_or("opt.name", "Adam")));
    }
    const auto swa = read<SwaOptions>(config);
    const auto ema = read<EmaOptions>(config);
    if (swa.enable && ema.enable) {
        throw TrainError("two ways of averaging the weights are on", "set swa.enable or ema.enable to false",
                         "ema.enable");
    }
    if (swa.enable) add(std::make_shared<StochasticWeightAveraging>(swa));
    if (ema.enable) add(std::make_shared<WeightAveraging>(ema));
    const auto monitoring = read<MonitoringOptions>(config);
    // Whoever runs the trial does it (run::UsageSampler).
    if (const auto interval = config::read_interval(monitoring.system); !interval)
        throw TrainError(interval.error().what, interval.error().hint, "log.system");
    if (monitoring.device_stats) add(std::make_shared<DeviceStatsMonitor>());
    if (monitoring.timer) add(std::make_shared<Timer>());
    if (monitoring.histograms) add(std::make_shared<WeightHistograms>());
    for (auto& plugged : make_plugged_callbacks(config)) add(std::move(plugged));
    if (const auto o = read<EarlyStoppingOptions>(config); o.enable) add(std::make_shared<EarlyStopping>(o));
    if (const auto rule = end_by_validation(options, config)) add(std::make_shared<EarlyStopping>(*rule));
    // Last, so that checkpoints hold what the others have decided.
    if (options.enable_checkpointing && options.fast_dev_run == 0) {
        add(std::make_shared<ModelCheckpoint>(read<CheckpointOptions>(config)));
    }
    return callbacks;
}

}  // namespace lathe::train
