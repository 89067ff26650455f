// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/whole_number.h"

#include <string>

#include <fmt/format.h>

#include "core/base/numbers.h"
#include "core/base/printable.h"
#include "core/base/text.h"

namespace lathe::ctl {

namespace {

constexpr std::size_t longest_shown = 100;  // of what was given, in bytes

// Whether it is a whole number above all that 64 bits hold.
bool is_number_too_large(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

CLI::Validator whole_number(std::int64_t least, std::int64_t most) {
    // Where only the type ends the range, its end tells a person nothing.
    const bool has_end = most < std::numeric_limits<int>::max();
    const std::string allowed = has_end ? fmt::format("from {} to {}", least, most) : fmt::format("from {} on", least);
    const auto rewrite = [least, most, has_end, allowed](std::string& text) -> std::string {
        const auto number = parse_number<std::int64_t>(text);
        if (number && *number >= least && *number <= most) {
            text = std::to_string(*number);
            return {};
        }
        if ((number && *number > most && !has_end) || (!number && is_number_too_large(text)))
            return fmt::format("'{}' is too large; the largest is {}", shortened(printable(text), longest_shown), most);
        return fmt::format("expected a whole number {}, found '{}'", allowed,
                           shortened(printable(text), longest_shown));
    };
    return {rewrite, has_end ? fmt::format("{}..{}", least, most) : fmt::format("{}..", least)};
}

}  // namespace lathe::ctl
