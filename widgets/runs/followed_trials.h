// SPDX-License-Identifier: GPL-3.0-or-later
// Which trials' points are drawn, and which of the points that a reader sends belong to them. No widgets.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "widgets/runs/review_data.h"

namespace lathe::gui {

class FollowedTrials {
  public:
    // As ReviewReader::follow(): wants the points of these trials, and gives the number that marks those of the new
    // ones.
    using Follow = std::function<int(const QList<TrialKey>&)>;

    struct Taken {
        std::vector<const TrialPoints*> points;  // to be drawn; those of an earlier time are left out
        QList<TrialKey> restarted;               // to be forgotten: they are read again from their start
    };

    explicit FollowedTrials(Follow follow) : follow_(std::move(follow)) {}

    // Those that were followed before go on where they were.
    void set(const QList<TrialKey>& trials);
    // A trial that went on from a checkpoint is read anew, because what came after it counts no more.
    Taken take(const std::vector<TrialPoints>& points);

  private:
    bool isSame(const QList<TrialKey>& trials) const;

    Follow follow_;
    std::map<TrialKey, int> followed_;  // with the number that marks its points
};

}  // namespace lathe::gui
