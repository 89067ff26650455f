// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/followed_trials.h"

#include <algorithm>
#include <utility>

namespace lathe::gui {

bool FollowedTrials::isSame(const QList<TrialKey>& trials) const {
    return trials.size() == static_cast<qsizetype>(followed_.size()) &&
           std::all_of(trials.begin(), trials.end(), [&](const TrialKey& key) { return followed_.contains(key); });
}

void FollowedTrials::set(const QList<TrialKey>& trials) {
    if (isSame(trials)) return;
    const int since = follow_(trials);
    std::map<TrialKey, int> followed;
    for (const TrialKey& key : trials) {
        const auto before = followed_.find(key);
        followed[key] = before == followed_.end() ? since : before->second;
    }
    followed_ = std::move(followed);
}

FollowedTrials::Taken FollowedTrials::take(const std::vector<TrialPoints>& points) {
    Taken taken;
    for (const TrialPoints& one : points) {
        const auto followed = followed_.find(one.key);
        if (followed == followed_.end() || followed->second != one.since) continue;
        if (one.restartedAt && *one.restartedAt > 0) taken.restarted.append(one.key);
        else taken.points.push_back(&one);
    }
    if (taken.restarted.isEmpty()) return taken;
    for (const TrialKey& key : std::as_const(taken.restarted)) followed_.erase(key);
    QList<TrialKey> rest;
    for (const auto& [key, since] : followed_) rest.append(key);
    follow_(rest);  // lets go of those that begin again
    const int since = follow_(rest + taken.restarted);
    for (const TrialKey& key : std::as_const(taken.restarted)) followed_[key] = since;
    return taken;
}

}  // namespace lathe::gui
