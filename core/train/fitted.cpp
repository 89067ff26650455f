// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/fitted.h"

#include <algorithm>

namespace lathe::train {

bool is_same_fitted(const config::Value& kept, const config::Value& now) {
    if (kept.is_list() && now.is_list()) {
        return std::equal(kept.as_list().begin(), kept.as_list().end(), now.as_list().begin(), now.as_list().end(),
                          is_same_fitted);
    }
    if (!kept.is_dict() || !now.is_dict()) return kept == now;
    return std::all_of(kept.as_dict().begin(), kept.as_dict().end(), [&now](const auto& entry) {
        const config::Value* other = now.get(entry.first);
        return other != nullptr && is_same_fitted(entry.second, *other);
    });
}

}  // namespace lathe::train
