// A number as programs write it in JSON. Any thread.
#pragma once

#include <optional>

#include "core/base/json.h"

namespace lathe::run {

// A number, true or false, one of the strings of json_number(), or what json_tricks makes of numpy's scalars
// ({"__numpy__": 0.5},
// {"__ndarray__": 0.5} and arrays of one element). nullopt: none of them.
std::optional<double> metric_value(const Json& json);

}  // namespace lathe::run
