// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/study_verdict.h"

#include <algorithm>

#include <fmt/format.h>

namespace lathe::run {

Verdict verdict_on(const search::History& history, const std::string& first_error, const std::string& why_it_ended) {
    using search::TrialState;
    const auto count_in_state = [&](TrialState state) {
        return std::ranges::count(history.trials, state, &search::Trial::state);
    };
    const auto good = count_in_state(TrialState::succeeded) + count_in_state(TrialState::early_stopped);
    const auto failed = count_in_state(TrialState::failed);
    if (good == 0 && failed > 0)
        return {SessionState::failed,
                failed == 1 ? first_error : fmt::format("all {} trials failed, the first: {}", failed, first_error)};
    if (history.trials.empty() && why_it_ended.empty())
        return {SessionState::failed, "the tuner suggested no trial at all; is the space empty?"};
    return {SessionState::finished, why_it_ended};
}

}  // namespace lathe::run
