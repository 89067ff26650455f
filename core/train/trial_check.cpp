// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trial_check.h"

#include "core/train/callbacks/callback_registry.h"
#include "core/train/data/data_registry.h"
#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/module.h"
#include "core/train/setup.h"
#include "core/train/trainer.h"
#include "core/train/trial_outlook.h"

namespace lathe::train {

namespace {

// How the batches are shared; what auto comes to, only the machine tells.
RankGroup ranks_of(const config::Value& config) {
    const auto devices = read<HardwareOptions>(config).devices;
    return RankGroup::imagined(devices.is_int() ? static_cast<int>(devices.as_int()) : 1);
}

// One batch through each part, written nowhere.
void try_one_batch(const config::Value& config, const DataSets& data) {
    auto options = read<TrainerOptions>(config);
    options.fast_dev_run = 1;
    const auto module = make_module(config, data.input, torch::kCPU);
    const RankGroup ranks = ranks_of(config);
    Environment environment;
    environment.ranks = &ranks;
    environment.config = config;
    Trainer trainer(options, environment, make_callbacks(config, options.with_fast_dev_run()));
    trainer.fit(*module, data);
    trainer.test(*module, data);
}

}  // namespace

run::TrialCheck check_trial(const config::Value& config, run::CheckDepth depth, const std::stop_token& stop) {
    run::TrialCheck check;
    try {
        const auto options = read<TrainerOptions>(config);
        prepare_thread(config, device::DeviceId{});
        const DataSets data = load_data(config, static_cast<std::uint64_t>(options.seed), {stop, {}});
        const auto module = make_module(config, data.input, torch::kCPU);
        const RankGroup ranks = ranks_of(config);
        Environment environment;
        environment.ranks = &ranks;
        environment.config = config;
        Trainer trainer(options, environment, make_callbacks(config, options));
        trainer.prepare(*module, data);
        check = outlook(trainer, *module, data, config);
        check.notes.insert(check.notes.begin(), data.report.notes.begin(), data.report.notes.end());
        if (check.errors.empty() && depth == run::CheckDepth::one_batch) try_one_batch(config, data);
    } catch (...) {
        check.errors.push_back(describe_current_exception());
    }
    return check;
}

}  // namespace lathe::train
