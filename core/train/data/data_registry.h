// From the config's `data` group to data sets.
#pragma once

#include <string>
#include <vector>

#include "core/config/value.h"
#include "core/train/data/dataset.h"

namespace lathe::train {

// Throws TrainError. `config` is resolved; `seed` chooses the validation split.
DataSets load_data(const config::Value& config, std::uint64_t seed);
std::vector<std::string> data_names();

}  // namespace lathe::train
