// SPDX-License-Identifier: GPL-3.0-or-later
// From the config's `data` group to data sets.
#pragma once

#include <string>
#include <vector>

#include "core/config/value.h"
#include "core/train/data/dataset.h"
#include "core/train/data/preparation.h"

namespace lathe::train {

// Loads the data that data.name chooses. `config` is resolved; `seed` chooses the validation split. Throws TrainError,
// and PreparationStopped soon after a stop.
DataSets load_data(const config::Value& config, std::uint64_t seed, const Preparation& preparation = {});
// The built-in values of data.name, in the order of the alphabet; without those of plug-ins.
std::vector<std::string> data_names();

}  // namespace lathe::train
