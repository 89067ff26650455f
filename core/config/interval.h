// SPDX-License-Identifier: GPL-3.0-or-later
// How often something is done that may be left out altogether. Any thread.
#pragma once

#include <chrono>
#include <optional>

#include "core/base/error.h"
#include "core/config/value.h"

namespace lathe::config {

inline constexpr std::chrono::milliseconds shortest_interval{100};

// nullopt: never.
using Interval = std::optional<std::chrono::milliseconds>;

// Reads an interval of time: "5s", "1min", or a number of seconds; null, false, "off" and 0 are never. Refuses less
// than shortest_interval. The error has no key.
Result<Interval> read_interval(const Value& value);

}  // namespace lathe::config
