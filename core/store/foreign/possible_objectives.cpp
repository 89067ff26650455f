// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/foreign/possible_objectives.h"

#include <algorithm>
#include <set>

namespace lathe::store {

std::vector<std::string> possible_objectives(const ForeignStudy& study) {
    std::set<std::string> metrics;
    for (const ForeignTrial& trial : study.trials)
        for (const auto& [name, points] : trial.metrics) metrics.insert(name);
    if (!metrics.empty()) return {metrics.begin(), metrics.end()};
    std::vector<std::string> names;
    std::set<std::string> known;
    std::set<std::string> other;  // that are something else than a number somewhere
    for (const ForeignTrial& trial : study.trials)
        for (const auto& [name, value] : trial.params) {
            if (known.insert(name).second) names.push_back(name);
            if (!value.is_number()) other.insert(name);
        }
    std::erase_if(names, [&](const std::string& name) { return other.contains(name); });
    return names;
}

}  // namespace lathe::store
