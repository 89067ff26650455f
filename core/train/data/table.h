// Rows of numbers: from CSV files, and made up.
#pragma once

#include "core/train/data/data_options.h"
#include "core/train/data/dataset.h"

namespace lathe::train {

// Every column but the target is a feature. Throws TrainError with file and line: no such column, cells that are no
// finite numbers.
DataSets load_csv(const CsvOptions& options, std::uint64_t seed);
// Depends on the options alone, data_seed included.
DataSets make_synthetic_table(const SyntheticTableOptions& options);

}  // namespace lathe::train
