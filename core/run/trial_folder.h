// SPDX-License-Identifier: GPL-3.0-or-later
// What a trial's folder holds before it trains.
#pragma once

#include <filesystem>

#include "core/base/error.h"
#include "core/config/value.h"

namespace lathe::run {

// Makes the folder with config.yaml (resolved, nothing left out), params.json (what the tuner chose) and hparams.yaml
// (as Lightning's loggers write it).
Result<void> prepare_trial_folder(const std::filesystem::path& folder, const config::Value& resolved,
                                  const config::Value& params);

// Copies the newest checkpoint of another trial to start.pt, for this one to go on from. That trial may have none: then
// this one starts anew.
Result<void> copy_checkpoint(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace lathe::run
