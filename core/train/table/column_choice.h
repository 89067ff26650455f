// SPDX-License-Identifier: GPL-3.0-or-later
// Which columns a person means, and which are used. No torch.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/train/table/column.h"
#include "core/train/table/csv_options.h"

namespace lathe::train {

// The place of the target among the columns; -1: none is asked for. The error: the options name columns that are not
// there, or leave the target out.
Result<std::int64_t> chosen_target(const std::vector<std::string>& header, const CsvOptions& options);

// Decides whether a column that is not the target is a feature, and says in it why not.
void choose_role(Column& column, const CsvOptions& options);

// The first names of a list for a sentence: "a, b, c and 14 more".
std::string some_names(const std::vector<std::string>& names, std::size_t most = 5);

}  // namespace lathe::train
