// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/vocabulary.h"

#include <fmt/format.h>

#include <cmath>

namespace lathe::train {

std::string same_value_key(std::string_view cell, DecimalMark mark) {
    const auto number = number_in(cell, mark);
    // -0 and 0 are one; what a double does not hold stays as it is written.
    if (number && std::isfinite(*number) && !is_code(cell)) return fmt::format("{}", *number == 0 ? 0.0 : *number);
    return "\n" + std::string(cell);
}

bool value_before(std::string_view a, std::string_view b, DecimalMark mark) {
    const auto x = number_in(a, mark);
    const auto y = number_in(b, mark);
    if (x.has_value() != y.has_value()) return x.has_value();
    return x && *x != *y ? *x < *y : a < b;
}

std::int32_t Vocabulary::code(std::string_view cell) {
    std::string spelling(cell);
    if (const auto found = by_spelling_.find(spelling); found != by_spelling_.end()) return found->second;
    const auto next = static_cast<std::int32_t>(words_.size());
    const auto [at, is_new] = by_value_.emplace(same_value_key(cell, mark_), next);
    if (is_new) words_.push_back(spelling);
    else if (respelt_.empty())
        respelt_ = fmt::format("\"{}\" and \"{}\"", words_[static_cast<std::size_t>(at->second)], cell);
    by_spelling_.emplace(std::move(spelling), at->second);
    return at->second;
}

}  // namespace lathe::train
