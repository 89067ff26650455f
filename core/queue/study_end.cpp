// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/study_end.h"
#include "core/base/plural.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/store/study_record.h"

namespace lathe::queue {

std::optional<ItemEnd> end_of_study(const Item& item) {
    if (item.study.empty() || !store::is_study_folder(item.study_folder())) return std::nullopt;
    const auto study = store::read_study(item.study_folder());
    if (!study) return std::nullopt;
    if (study->state == store::StudyState::failed) return ItemEnd{ItemState::failed, 1, study->message};
    if (study->state != store::StudyState::finished) return std::nullopt;
    const auto failed = std::ranges::count(study->trials, search::TrialState::failed, &store::TrialRecord::state);
    if (failed == 0) return ItemEnd{ItemState::done, 0, {}};
    return ItemEnd{ItemState::failed, 1,
                   fmt::format("{} of {} failed", failed, counted(study->trials.size(), "trial"))};
}

}  // namespace lathe::queue
