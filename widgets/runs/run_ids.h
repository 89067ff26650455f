// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers by which the charts know trials; each trial keeps its number as long as the window lives.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "widgets/runs/review_data.h"

namespace lathe::gui {

class RunIds {
  public:
    int idOf(const TrialKey& key) {
        const auto [it, added] = ids_.try_emplace(key, static_cast<int>(keys_.size()));
        if (added) keys_.push_back(key);
        return it->second;
    }
    std::optional<TrialKey> keyOf(int id) const {
        if (id < 0 || id >= static_cast<int>(keys_.size())) return std::nullopt;
        return keys_[static_cast<std::size_t>(id)];
    }

  private:
    std::map<TrialKey, int> ids_;
    std::vector<TrialKey> keys_;
};

}  // namespace lathe::gui
