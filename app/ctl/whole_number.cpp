#include "app/ctl/whole_number.h"

#include <string>

#include <fmt/format.h>

#include "core/base/numbers.h"
#include "core/base/printable.h"

namespace lathe::ctl {

CLI::Validator whole_number(std::int64_t least, std::int64_t most) {
    // Where only the type ends the range, its end tells a person nothing.
    const bool has_end = most < std::numeric_limits<int>::max();
    const std::string allowed = has_end ? fmt::format("from {} to {}", least, most) : fmt::format("from {} on", least);
    const auto check = [least, most, allowed](const std::string& text) {
        const auto number = parse_number<std::int64_t>(text);
        if (number && *number >= least && *number <= most) return std::string();
        return fmt::format("expected a whole number {}, found '{}'", allowed, printable(text));
    };
    return {check, has_end ? fmt::format("{}..{}", least, most) : fmt::format("{}..", least)};
}

}  // namespace lathe::ctl
