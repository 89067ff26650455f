// SPDX-License-Identifier: GPL-3.0-or-later
// Wall-clock times, always UTC.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace lathe {

// A moment, in microseconds since 1970 UTC.
using Time = std::chrono::sys_time<std::chrono::microseconds>;

// The system's clock, which may be set back; for durations take a steady clock.
Time now();
// Seconds since 1970, with fractions; exact to less than a microsecond.
double to_unix_seconds(Time time);
// The time that to_unix_seconds() gave, rounded to whole microseconds.
Time from_unix_seconds(double seconds);

// ISO 8601 in UTC with milliseconds, e.g. "2026-11-24T10:02:03.456Z".
std::string to_iso8601(Time time);
// Reads what to_iso8601() writes, with any number of decimals of a second or none; nullopt for every other text, other
// time zones included.
std::optional<Time> from_iso8601(std::string_view text);

// "20261124-100203", as in the names of run folders.
std::string to_folder_stamp(Time time);

// A duration such as "30s", "1.5h", "2d", "10m" or plain seconds. Refuses what is less than a millisecond.
Result<std::chrono::milliseconds> parse_duration(std::string_view text);
// "59 s", "12 min 3 s", "3 h 05 min"
std::string format_duration(std::chrono::milliseconds duration);

}  // namespace lathe
