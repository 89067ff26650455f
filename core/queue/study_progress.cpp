// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/study_progress.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/json_members.h"

namespace lathe::queue {

namespace {

namespace event = store::event;

class Reading {
  public:
    void take(const store::TimedEvent& timed) {
        time_ = timed.time;
        std::visit([this](const auto& one) { (*this)(one); }, timed.event);
    }

    StudyProgress at(Time now) const {
        StudyProgress progress = progress_;
        progress.trials.reset();
        if (max_trials_) progress.trials = std::max(*max_trials_, static_cast<int>(asked_.size()));
        progress.finished = static_cast<int>(ended_.size());
        progress.running = static_cast<int>(begun_.size());
        if (busy_trials_ > 0 && progress.trials) {
            // What runs has used some of its time already, though never more than a trial takes.
            const auto each = busy_ / busy_trials_;
            auto left = each * (*progress.trials - progress.finished);
            for (const auto& [number, start] : begun_) left -= std::min(each, std::max(now - start, Time::duration()));
            const int at_once = std::max(progress.running, 1);
            progress.remaining = std::chrono::duration_cast<std::chrono::milliseconds>(left / at_once);
        }
        return progress;
    }

  private:
    void operator()(const event::Created& e) {
        max_trials_ = e.is_search ? e.max_trials : std::optional(1);
        mode_ = e.mode;
        constraints_ = e.constraints;
    }
    void operator()(const event::Asked& e) { asked_.insert(e.trial); }
    void operator()(const event::Started& e) {
        asked_.insert(e.trial);
        if (time_ && !ended_.contains(e.trial)) begun_[e.trial] = *time_;
    }
    void operator()(const event::Reported&) {}
    void operator()(const event::Finished& e) {
        if (!ended_.insert(e.trial).second) return;
        if (e.state == search::TrialState::failed) ++progress_.failed;
        const auto start = begun_.find(e.trial);
        if (start != begun_.end() && time_ && *time_ >= start->second) {
            busy_ += *time_ - start->second;
            ++busy_trials_;
        }
        begun_.erase(e.trial);
        if (!search::has_result(e.state, e.objective)) return;
        if (search::violation_of(search::excesses_of(constraints_, e.constrained)) > 0) return;
        if (!progress_.best || search::is_better(*e.objective, *progress_.best, mode_)) progress_.best = e.objective;
    }
    void operator()(const event::Interrupted& e) { begun_.erase(e.trial); }
    void operator()(const event::Resumed&) { begun_.clear(); }
    void operator()(const event::Edited& e) {
        JsonMembers changes(e.changes);
        max_trials_ = changes.count_or_none("max_trials", max_trials_);
    }
    void operator()(const event::Ended&) { begun_.clear(); }

    StudyProgress progress_;
    std::optional<int> max_trials_ = 1;
    search::Mode mode_ = search::Mode::minimize;
    std::vector<search::Constraint> constraints_;
    std::optional<Time> time_;
    std::set<int> asked_;
    std::set<int> ended_;
    std::map<int, Time> begun_;
    Time::duration busy_{0};
    int busy_trials_ = 0;
};

}  // namespace

StudyProgress progress_of(const store::StudyJournal& journal, Time now) {
    Reading reading;
    for (const auto& timed : journal.events) reading.take(timed);
    return reading.at(now);
}

}  // namespace lathe::queue
