// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of a trial's metrics.csv, all digits kept.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "core/base/error.h"

namespace lathe::store {

// metric -> step -> value; of a step that was logged twice, the later one.
using MetricsTable = std::map<std::string, std::map<std::int64_t, double>>;
// Reads the whole file into memory. An error: it is missing, is larger than 8 GiB, or is no metrics.csv; then with the
// line.
Result<MetricsTable> read_metrics_csv(const std::filesystem::path& file);

}  // namespace lathe::store
