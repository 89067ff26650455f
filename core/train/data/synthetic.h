// SPDX-License-Identifier: GPL-3.0-or-later
// Noisy copies of one random picture for each class.
#pragma once

#include "core/train/data/data_options.h"
#include "core/train/data/dataset.h"

namespace lathe::train {

// Makes training, validation and test data that depend on the options alone, data_seed included.
DataSets make_synthetic(const SyntheticOptions& options);

}  // namespace lathe::train
