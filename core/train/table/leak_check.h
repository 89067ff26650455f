// SPDX-License-Identifier: GPL-3.0-or-later
// Columns that give the target away. No torch.
#pragma once

#include <cstddef>

#include "core/train/table/data_table.h"

namespace lathe::train {

// The features that give the target away.
struct Leaks {
    Errors copies;                     // features that hold the same as the target, or are called like it and rename it
    std::vector<std::string> renamed;  // others that name its classes otherwise or are it in another unit: told,
                                       // because a rule without exception looks the same
};

// Finds the features that are the target in other words. A column that data.types names is meant to be one, and passes.
// `target`: the place of the target among the columns.
Leaks leaks_of(const DataTable& table, const CsvOptions& options, std::size_t target);

}  // namespace lathe::train
