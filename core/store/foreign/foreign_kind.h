// SPDX-License-Identifier: GPL-3.0-or-later
// What a file or folder that somebody hands over is: a record of another tool, and of which.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/store/foreign/foreign_readers.h"

namespace lathe::store {

enum class ForeignKind : std::uint8_t { none, tensorboard, mlflow, optuna, csv, json };

// Looks at names and first bytes alone, and at a bounded number of them. A workspace of ours, and a folder that holds
// nothing of these, are none.
ForeignKind foreign_kind(const std::filesystem::path& path);

// Reads it, whatever of these it is.
Result<std::vector<ForeignStudy>> read_foreign(ForeignKind kind, const std::filesystem::path& path,
                                               const ForeignObjective& objective, const ForeignProgress& progress = {});

}  // namespace lathe::store
