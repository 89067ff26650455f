// Columns that give the target away. No torch.
#pragma once

#include <cstddef>

#include "core/train/table/data_table.h"

namespace lathe::train {

// An error for each feature that is the target in other words: the same values, the same classes under other names, or
// the same numbers in another unit. A column that data.types names is meant. `target`: its place.
Errors leaks_of(const DataTable& table, const CsvOptions& options, std::size_t target);

}  // namespace lathe::train
