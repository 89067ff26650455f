// SPDX-License-Identifier: GPL-3.0-or-later
// What the end of a trial's training means for its record: the objective, and the state it is in from now on.
#pragma once

#include <string>
#include <utility>

#include "core/run/trial_body.h"
#include "core/search/experiment.h"
#include "core/search/purpose.h"
#include "core/store/trial_record.h"

namespace lathe::run {

// Why a training was asked to stop before its end.
enum class StopCause : std::uint8_t { none, trial_canceled, session_stops };

// Pure; any thread.
class TrialJudge {
  public:
    // Keeps both: they are the same for all trials of a session.
    TrialJudge(search::Purpose kind, search::SearchSettings settings) : kind_(kind), settings_(std::move(settings)) {}

    // Fills in what became of a trial: `record` with its steps, epochs, metrics, objectives, state and error. WAITING:
    // it was interrupted, and goes on when the study is resumed. `history` holds what the trial reported.
    store::TrialRecord judge(store::TrialRecord record, const TrialOutcome& outcome, const search::History& history,
                             StopCause cause) const;

  private:
    void set_objective(store::TrialRecord& record, const TrialOutcome& outcome, const search::History& history) const;
    void set_objectives(store::TrialRecord& record) const;
    void set_constrained(store::TrialRecord& record) const;
    std::string unreported_objective(const store::TrialRecord& record) const;  // "": all were reported
    std::string broken_objective(const store::TrialRecord& record) const;      // why it is no result; "": it is one
    // Of the constraints; "": all were reported.
    std::string unreported_constraint(const store::TrialRecord& record) const;

    search::Purpose kind_;
    search::SearchSettings settings_;
};

}  // namespace lathe::run
