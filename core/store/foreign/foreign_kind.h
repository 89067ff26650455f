// SPDX-License-Identifier: GPL-3.0-or-later
// What a file or folder that somebody hands over is: a record of another tool, and of which.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/store/foreign/foreign_readers.h"

namespace lathe::store {

// Whose record it is; none: nobody's that is known.
enum class ForeignKind : std::uint8_t { none, tensorboard, mlflow, optuna, csv, json };

// Finds out of which tool the record at `path` is. Looks at names and first bytes alone, and at a bounded number of
// them. A workspace of Lathe's, and a folder that holds nothing of these, are none.
ForeignKind foreign_kind(const std::filesystem::path& path);

// Reads the record of another tool, by the reader for its kind (foreign_readers.h). The error: that of the reader, or
// the kind is none.
Result<std::vector<ForeignStudy>> read_foreign(ForeignKind kind, const std::filesystem::path& path,
                                               const ForeignObjective& objective, const ForeignProgress& progress = {});

}  // namespace lathe::store
