// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace lathe::bundle {

// The folder with the record of one trial (trial.json, metrics.csv) in `unpacked`, where the bundle of one trial was
// unpacked: plan_study(). What the trial ran with and read lies in provenance/ beside it. nullopt: `unpacked` is
// anything else. Any thread.
std::optional<std::filesystem::path> record_of_unpacked_trial(const std::filesystem::path& unpacked);

}  // namespace lathe::bundle
