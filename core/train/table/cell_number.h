// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people write them in tables. No torch; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lathe::train {

// What stands between the whole and the fraction of a number.
enum class DecimalMark : std::uint8_t { point, comma };

// The number in a cell without blanks around it: "-1.5", "+2", "1e-3", "1,234.5" in groups of three (with a decimal
// comma "1.234,5"). Infinite: beyond a double, or written so. nullopt: not a number ("nan" is none).
std::optional<double> number_in(std::string_view cell, DecimalMark mark);

// Whether the cell is a whole number with zeros in front ("01234", "007"), as codes and no amounts are written: a
// postal code, an article number.
bool is_code(std::string_view cell);

// What a cell says about the decimal mark of its file.
enum class MarkEvidence : std::uint8_t {
    none,
    point,        // "1.5"
    comma,        // "1,5"
    either_comma  // "1,234": decimal, or a group of three
};
// What a cell tells of the decimal mark, a cell without blanks around it; none also where it is no number.
MarkEvidence mark_evidence(std::string_view cell);

}  // namespace lathe::train
