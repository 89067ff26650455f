// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/rank_ends.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace lathe::run {

void RankEnds::told(int rank, TrialResult result) {
    if (!std::holds_alternative<TrialOutcome>(result)) count_failure(rank);
    ends_[static_cast<std::size_t>(rank)] = std::move(result);
}

void RankEnds::died(int rank, const Death& death) {
    TrialFailure failure;
    failure.why = "the trial's process " + death.how;
    failure.last_words = death.last_words;
    failure.can_go_on = !is_alone() && death.is_a_kill;
    count_failure(rank);
    ends_[static_cast<std::size_t>(rank)] = std::move(failure);
}

// Training needs all ranks to its end: what becomes of the others after rank 0's outcome does not matter.
void RankEnds::count_failure(int rank) {
    if (!has_outcome(0)) failed_.push_back(rank);
}

bool RankEnds::all_have_ended() const {
    return std::ranges::all_of(ends_, [](const auto& end) { return end.has_value(); });
}

bool RankEnds::has_outcome(int rank) const {
    const auto& end = ends_[static_cast<std::size_t>(rank)];
    return end && std::holds_alternative<TrialOutcome>(*end);
}

bool RankEnds::one_has_failed() const {
    return !failed_.empty();
}

// All may fail for one reason, which is then the trial's and no rank's.
std::string RankEnds::named(int rank, const std::string& why) const {
    const bool is_common = std::ranges::all_of(ends_, [&](const auto& end) {
        const auto* failure = end ? std::get_if<TrialFailure>(&*end) : nullptr;
        return failure != nullptr && failure->why == why;
    });
    return is_common ? why : fmt::format("rank {}: {}", rank, why);
}

TrialResult RankEnds::result() const {
    const auto end_of = [this](int rank) -> const TrialResult& { return *ends_[static_cast<std::size_t>(rank)]; };
    for (const int rank : failed_)
        if (std::holds_alternative<SessionFailure>(end_of(rank))) return end_of(rank);
    const auto is_cause = [&](int rank) { return !std::get<TrialFailure>(end_of(rank)).is_consequence; };
    const auto cause = std::ranges::find_if(failed_, is_cause);
    if (cause == failed_.end()) {
        if (failed_.empty()) return end_of(0);
        // Each only missed another, which said nothing until it was ended: nothing is known to be wrong with the trial.
        auto failure = std::get<TrialFailure>(end_of(failed_.front()));
        failure.can_go_on = true;
        return failure;
    }
    auto failure = std::get<TrialFailure>(end_of(*cause));
    failure.why = named(*cause, failure.why);
    // What rank 0 knew is the trial's.
    if (const auto* first = ends_.front() ? std::get_if<TrialFailure>(&*ends_.front()) : nullptr;
        first != nullptr && !failure.facts.is_dict())
        failure.facts = first->facts;
    return failure;
}

}  // namespace lathe::run
