// SPDX-License-Identifier: GPL-3.0-or-later
// A number as programs write it in JSON. Any thread.
#pragma once

#include <optional>

#include "core/base/json.h"

namespace lathe::run {

// The number that a program reported: a number, true or false, one of the strings of json_number(), a list of one
// number, or what json_tricks makes of numpy's scalars and arrays ({"__numpy__": 0.5}, {"__ndarray__": [0.5], ...}).
// nullopt: none of them; a mapping without such a mark is one of metrics.
std::optional<double> metric_value(const Json& json);

}  // namespace lathe::run
