// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/program_report.h"

#include <algorithm>
#include <cmath>

namespace lathe::run {

namespace {

bool is_same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

void ProgramReport::take(const ProgramRecord& record) {
    std::optional<double> objective;
    for (const auto& [given, value] : record.metrics) {
        const std::string& name = given == "default" && !objective_.empty() ? objective_ : given;
        if (name == objective_) objective = value;
        // A result that says again what was said last is no other point of the curve.
        const auto before = newest_.find(name);
        if (record.is_final && before != newest_.end() && is_same(before->second, value)) continue;
        newest_[name] = value;
        const std::int64_t count = counts_[name]++;
        // A result without a step belongs to the last one.
        const std::int64_t step = record.step.value_or(record.is_final ? std::max(last_step_, count) : count);
        context_.metrics.report(context_.metrics.series(name), step, value);
        last_step_ = std::max(last_step_, step);
    }
    context_.progress.step = last_step_;
    if (record.is_final && ++results_ > 1)
        context_.metrics.log("note: the program gave its result " + std::to_string(results_) +
                             " times; the last counts");
    if (objective) report_objective(record.step, *objective, record.is_final);
}

// Trials are compared at the same number of reports. A step that is reported again (a program that was started anew
// repeats them) keeps its number.
void ProgramReport::report_objective(std::optional<std::int64_t> step, double value, bool is_final) {
    const bool repeats_last = is_final && last_objective_ && is_same(*last_objective_, value);
    last_objective_ = value;
    if (repeats_last) return;
    std::int64_t number = reports_;
    if (step && !is_final) {
        const auto [at, is_new] = number_of_step_.try_emplace(*step, reports_);
        number = at->second;
        if (is_new) ++reports_;
    } else {
        ++reports_;
    }
    context_.progress.epoch = reports_;
    const auto reason = context_.objective.report(number, newest_);
    if (reason && !stop_reason_ && !is_final) stop_reason_ = reason;
}

TrialOutcome ProgramReport::outcome() const {
    TrialOutcome outcome;
    outcome.metrics = newest_;
    outcome.steps = last_step_;
    outcome.epochs = reports_;
    return outcome;
}

}  // namespace lathe::run
