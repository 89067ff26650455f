// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/interval.h"

#include <cmath>

#include <fmt/format.h>

#include "core/base/clock.h"

namespace lathe::config {

namespace {

constexpr double most_seconds = 1e9;

Result<std::chrono::milliseconds> duration_of(const Value& value) {
    if (value.is_string()) return parse_duration(value.as_string());
    if (!value.is_number() || !(value.as_number() > 0 && value.as_number() < most_seconds)) return fail("");
    return std::chrono::milliseconds(std::llround(1000 * value.as_number()));
}

}  // namespace

Result<Interval> read_interval(const Value& value) {
    if (value.is_null() || (value.is_bool() && !value.as_bool())) return Interval();
    if (value.is_string() && (value.as_string() == "off" || value.as_string() == "0")) return Interval();
    if (value.is_number() && value.as_number() == 0) return Interval();
    const auto duration = duration_of(value);
    if (duration && *duration >= shortest_interval) return Interval(*duration);
    Error error;
    error.kind = "ValidationError";
    error.what = duration ? fmt::format("expected {} s at least, found {}",
                                        static_cast<double>(shortest_interval.count()) / 1000, to_yaml_inline(value))
                          : "expected a duration or off, found " + to_yaml_inline(value);
    error.hint = "write 5s, 1min, or off";
    return fail(std::move(error));
}

}  // namespace lathe::config
