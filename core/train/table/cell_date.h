// SPDX-License-Identifier: GPL-3.0-or-later
// Dates and times in cells. No torch; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lathe::train {

// Whether the day or the month comes first in dates such as 3/4/2025.
enum class DateOrder : std::uint8_t { day_first, month_first };

// The date in a cell.
struct CellDate {
    double days = 0;  // since 1970-01-01; the time is a part of a day
    bool has_time = false;
    // What it says about the order of day and month: 3/14/2025 can only be one of them, 2025-03-14 says nothing.
    bool could_be_day_first = true;
    bool could_be_month_first = true;
    bool is_ambiguous = false;  // another date in the other order
};

// The date in a cell: 2025-03-04, 2025/03/04, 04.03.2025 (the day first), 3/4/2025 and 3-4-2025 (as `order` says), each
// with a time after a blank or T: 15:04, 15:04:05.25, then Z or +09:00. nullopt: no such date.
std::optional<CellDate> date_in(std::string_view cell, DateOrder order);

// A date for a person: "2025-03-04", with a time where there is one: "2025-03-04 15:04:05". `days`: as CellDate counts
// them.
std::string date_text(double days, bool with_time);

}  // namespace lathe::train
