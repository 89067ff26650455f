// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/profiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace lathe::train {

void Profiler::add(const std::string& action, Clock::duration taken) {
    Taken& sum = actions_[action];
    ++sum.calls;
    sum.total += taken;
}

std::string Profiler::table() const {
    const auto seconds = [](Clock::duration d) { return std::chrono::duration<double>(d).count(); };
    std::vector<std::pair<std::string, Taken>> rows(actions_.begin(), actions_.end());
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.second.total > b.second.total; });
    const double whole = std::max(seconds(Clock::now() - start_), 1e-9);
    std::string text = fmt::format("{:<52} {:>9} {:>12} {:>10} {:>6}\n", "action", "calls", "mean ms", "total s", "%");
    for (const auto& [action, taken] : rows) {
        const double total = seconds(taken.total);
        text += fmt::format("{:<52} {:>9} {:>12.4f} {:>10.3f} {:>6.1f}\n", action, taken.calls,
                            1e3 * total / static_cast<double>(taken.calls), total, 100 * total / whole);
    }
    return text + fmt::format("{:<52} {:>9} {:>12} {:>10.3f} {:>6.1f}", "the whole run", 1, "", whole, 100.0);
}

}  // namespace lathe::train
