// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>

#include <fmt/format.h>

#include "core/base/numbers.h"
#include "core/base/text.h"

namespace lathe {

namespace {

std::tm utc(Time time) {
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    return parts;
}

}  // namespace

Time now() {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

double to_unix_seconds(Time time) {
    return static_cast<double>(time.time_since_epoch().count()) * 1e-6;
}

Time from_unix_seconds(double seconds) {
    return Time(std::chrono::microseconds(static_cast<std::int64_t>(std::llround(seconds * 1e6))));
}

std::string to_iso8601(Time time) {
    const std::tm t = utc(time);
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count() % 1000;
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                       t.tm_hour, t.tm_min, t.tm_sec, (ms + 1000) % 1000);
}

std::optional<Time> from_iso8601(std::string_view text) {
    constexpr std::string_view shape = "0000-00-00T00:00:00";
    if (text.size() <= shape.size() || !text.ends_with('Z')) return std::nullopt;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == '0' ? !is_digit(text[i]) : text[i] != shape[i]) return std::nullopt;
    }
    const auto at = [text](std::size_t from, std::size_t size) { return *parse_number<int>(text.substr(from, size)); };
    const std::chrono::year_month_day day{std::chrono::year(at(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(at(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(at(8, 2)))};
    if (!day.ok() || at(11, 2) > 23 || at(14, 2) > 59 || at(17, 2) > 60) return std::nullopt;

    // What is between the whole seconds and the Z: nothing, or a dot and digits. Beyond microseconds they are dropped.
    std::string_view rest = text.substr(shape.size(), text.size() - shape.size() - 1);
    std::int64_t microseconds = 0;
    if (!rest.empty()) {
        if (rest.front() != '.' || rest.size() == 1) return std::nullopt;
        rest.remove_prefix(1);
        if (rest.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
        for (std::size_t i = 0; i < 6; ++i) microseconds = 10 * microseconds + (i < rest.size() ? rest[i] - '0' : 0);
    }
    return std::chrono::sys_days(day) + std::chrono::hours(at(11, 2)) + std::chrono::minutes(at(14, 2)) +
           std::chrono::seconds(at(17, 2)) + std::chrono::microseconds(microseconds);
}

std::string to_folder_stamp(Time time) {
    const std::tm t = utc(time);
    return fmt::format("{:04}{:02}{:02}-{:02}{:02}{:02}", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
                       t.tm_min, t.tm_sec);
}

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
    const auto bad = [&] {
        return fail(fmt::format("'{}' is not a duration", text), "write for example 30s, 10m, 1.5h or 2d");
    };
    double number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc()) return bad();
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    double scale = 0;
    if (unit.empty() || unit == "s") scale = 1;
    else if (unit == "ms") scale = 1e-3;
    else if (unit == "m" || unit == "min") scale = 60;
    else if (unit == "h") scale = 3600;
    else if (unit == "d") scale = 86400;
    else return bad();
    const double ms = number * scale * 1000;
    if (!(ms >= 1) || ms > 1e14) return bad();
    return std::chrono::milliseconds(std::llround(ms));
}

std::string format_duration(std::chrono::milliseconds duration) {
    const auto s = std::max<std::int64_t>(0, (duration.count() + 500) / 1000);
    if (s < 60) return fmt::format("{} s", s);
    if (s < 3600) return fmt::format("{} min {:02} s", s / 60, s % 60);
    return fmt::format("{} h {:02} min", s / 3600, s % 3600 / 60);
}

}  // namespace lathe
