// SPDX-License-Identifier: GPL-3.0-or-later
// What a program has reported, handed on to the record of the trial and to the search. One thread.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/run/program/program_record.h"
#include "core/run/trial_body.h"

namespace lathe::run {

// Collects the reports of one trial.
class ProgramReport {
  public:
    // `objective`: the metric that "default" stands for.
    ProgramReport(TrialContext& context, std::string objective) : context_(context), objective_(std::move(objective)) {}

    // Hands on a record: to the metrics of the trial and, where the objective is in it, to the assessor.
    void take(const ProgramRecord& record);
    // Why the assessor gives the trial up; nullopt: it does not.
    const std::optional<std::string>& stop_reason() const { return stop_reason_; }
    // The metrics and the counts; how it ended is another's to say.
    TrialOutcome outcome() const;

  private:
    void report_objective(std::optional<std::int64_t> step, double value, bool is_final);

    TrialContext& context_;
    const std::string objective_;
    std::map<std::string, double> newest_;
    std::map<std::string, std::int64_t> counts_;           // reports of each metric
    std::map<std::int64_t, std::int64_t> number_of_step_;  // of the objective's reports, in the order that they came
    std::int64_t reports_ = 0;
    std::int64_t last_step_ = 0;
    std::optional<double> last_objective_;
    std::optional<std::string> stop_reason_;
    int results_ = 0;
};

}  // namespace lathe::run
