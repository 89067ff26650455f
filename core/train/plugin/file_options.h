// SPDX-License-Identifier: GPL-3.0-or-later
// Options of parts of a training that come from files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/config/schema.h"

namespace lathe::train {

// `given`, which stands in `group` of the config, checked against what the part declares, defaults filled in. Throws
// TrainError with every mistake.
config::Value checked_options(const config::Value& given, const std::vector<config::Option>& declared,
                              const std::string& group = "network.options");

// A YAML file that declares options, e.g. `hidden: {type: int, default: 64, low: 1, doc: Units}`; empty when there is
// no file. The error names the line.
Result<std::vector<config::Option>> read_option_file(const std::filesystem::path& path);

}  // namespace lathe::train
