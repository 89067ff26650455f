// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows are trained on, and which are held out. No torch; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/train/data/data_options.h"

namespace lathe::train {

struct RowParts {
    std::vector<std::int64_t> train;  // each ascends
    std::vector<std::int64_t> val;
    std::vector<std::int64_t> test;
    std::vector<std::string> notes;  // what the rows were too few for
};

// The classes of rows, for parts that hold the same share of each. Empty: they are drawn from all rows alike.
struct RowClasses {
    std::vector<std::int32_t> of_row;  // from 0
    std::vector<std::string> names;
};

// Divides rows into training, validation and test. The test rows depend on the parts alone, so that every trial of a
// study is tested on the same; the validation rows on the seed, too. A part above 0 has a row at least (of each class,
// in a small table), as long as training keeps one. The error: nothing is left to train on.
Result<RowParts> divide_rows(std::int64_t count, const RowClasses& classes, const PartOptions& parts,
                             std::uint64_t seed);

}  // namespace lathe::train
