// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/cell_date.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "core/base/numbers.h"
#include "core/base/text.h"

namespace lathe::train {

namespace {

// Reads from the front of a text.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    bool at_end() const { return text_.empty(); }
    bool take(char c) {
        if (!text_.starts_with(c)) return false;
        text_.remove_prefix(1);
        return true;
    }
    // A whole number of `least` to `most` digits; nullopt: there is none.
    std::optional<int> digits(std::size_t least, std::size_t most) {
        std::size_t count = 0;
        while (count < text_.size() && is_digit(text_[count])) ++count;
        if (count < least || count > most) return std::nullopt;
        digits_ = count;
        const auto number = parse_number<int>(text_.substr(0, count));
        text_.remove_prefix(count);
        return number;
    }
    std::size_t digits_taken() const { return digits_; }

  private:
    std::string_view text_;
    std::size_t digits_ = 0;
};

std::optional<double> day_number(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count());
}

// The part of a day; the offset of a time zone is taken off.
std::optional<double> time_of_day(Scanner& scanner) {
    const auto hour = scanner.digits(1, 2);
    if (!hour || *hour > 23 || !scanner.take(':')) return std::nullopt;
    const auto minute = scanner.digits(2, 2);
    if (!minute || *minute > 59) return std::nullopt;
    double seconds = 0;
    if (scanner.take(':')) {
        const auto whole = scanner.digits(2, 2);
        if (!whole || *whole > 60) return std::nullopt;
        seconds = *whole;
        if (scanner.take('.') || scanner.take(',')) {
            const auto part = scanner.digits(1, 9);
            if (!part) return std::nullopt;
            seconds += *part / std::pow(10.0, static_cast<double>(scanner.digits_taken()));
        }
    }
    double offset = 0;
    if (!scanner.take('Z')) {
        const double sign = scanner.take('+') ? 1 : scanner.take('-') ? -1 : 0;
        if (sign != 0) {
            const auto hours = scanner.digits(2, 2);
            if (!hours) return std::nullopt;
            scanner.take(':');
            offset = sign * (*hours * 3600 + scanner.digits(2, 2).value_or(0) * 60);
        }
    }
    return (*hour * 3600 + *minute * 60 + seconds - offset) / 86400;
}

}  // namespace

std::optional<CellDate> date_in(std::string_view cell, DateOrder order) {
    if (cell.size() < 8 || !is_digit(cell.front())) return std::nullopt;
    Scanner scanner(cell);
    const auto first = scanner.digits(1, 4);
    if (!first) return std::nullopt;
    const bool year_first = scanner.digits_taken() == 4;
    char mark = 0;
    for (const char c : {'-', '/', '.'}) {
        if (mark == 0 && scanner.take(c)) mark = c;
    }
    if (mark == 0) return std::nullopt;
    const auto second = scanner.digits(1, 2);
    if (!second || !scanner.take(mark)) return std::nullopt;
    const auto third = year_first ? scanner.digits(1, 2) : scanner.digits(4, 4);
    if (!third) return std::nullopt;

    CellDate date;
    std::optional<double> days;
    if (year_first) {
        days = day_number(*first, *second, *third);
    } else {
        const bool fixed = mark == '.';
        date.could_be_day_first = fixed || *second <= 12;
        date.could_be_month_first = fixed || *first <= 12;
        date.is_ambiguous = !fixed && *first <= 12 && *second <= 12 && *first != *second;
        const bool day_first = fixed || order == DateOrder::day_first;
        days = day_first ? day_number(*third, *second, *first) : day_number(*third, *first, *second);
        // In the other order it may be one; the column says which holds for all of its cells.
        if (!days && !fixed)
            days = day_first ? day_number(*third, *first, *second) : day_number(*third, *second, *first);
    }
    if (!days) return std::nullopt;
    date.days = *days;
    if (!scanner.at_end()) {
        if (!scanner.take('T') && !scanner.take(' ')) return std::nullopt;
        const auto time = time_of_day(scanner);
        if (!time || !scanner.at_end()) return std::nullopt;
        date.days += *time;
        date.has_time = true;
    }
    return date;
}

std::string date_text(double days, bool with_time) {
    const double whole = std::floor(days);
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(static_cast<long>(whole)))};
    std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    if (!with_time) return text;
    const auto seconds = static_cast<int>(std::lround((days - whole) * 86400));
    return text + fmt::format(" {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace lathe::train
