// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/export/left_out.h"

#include <fmt/format.h>

namespace lathe::store {

void LeftOut::add(const std::string& one, const std::string& many, std::size_t count) {
    if (count == 0) return;
    Count& counted = counts_[many];
    counted.one = one;
    counted.count += count;
}

void LeftOut::note(const std::string& text) {
    notes_.insert(text);
}

std::vector<std::string> LeftOut::lines() const {
    std::vector<std::string> lines;
    for (const auto& [many, counted] : counts_)
        lines.push_back(fmt::format("{} {}", counted.count, counted.count == 1 ? counted.one : many));
    return lines;
}

}  // namespace lathe::store
