// SPDX-License-Identifier: GPL-3.0-or-later
// The tuners for programs in any language: a line protocol of JSON objects.
//   > {"ask": 1}                              < {"trial": 0, "params": {...}}, or {"done": true} when exhausted
//   > {"tell": 0, "value": 0.31}              (no answer); {"tell": 0, "state": "FAILED"} likewise
//   > {"report": 0, "step": 3, "value": 0.5}  < {"trial": 0, "stop": false}, with a "reason" when it should stop
// Several objectives are told as {"tell": 0, "values": [0.31, 12]}, the metrics of constraints beside the value:
// {"tell": 0, "value": 0.31, "constraints": {"latency_ms": 18}}. Hyperband, BOHB and PBT add a "budget" (epochs in
// all) and "start_from" (the trial whose checkpoint to go on from). Non-finite values are "NaN", "Infinity",
// "-Infinity", or the same without quotes. A line that cannot be understood is answered {"error": ...}, and the
// conversation goes on.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "app/ctl/commands.h"
#include "core/base/json.h"
#include "core/search/study.h"

namespace lathe::ctl {

struct AskTellOptions {
    std::string space;
    std::string tuner;
    std::string tuner_args = "{}";
    std::string assessor;
    std::string assessor_args = "{}";
    std::vector<std::string> modes;  // one for each objective; none: minimize
    std::string constraints = "[]";  // as search.constraints
    std::optional<std::int64_t> seed;
    std::optional<int> trials;  // that there will be in all
};

// Serves until `in` ends. What is wrong with the options goes to `program` (exit code 2).
void ask_tell(const AskTellOptions& options, std::istream& in, std::ostream& out, Program& program);

class AskTellSession {
  public:
    explicit AskTellSession(search::Study study) : study_(std::move(study)) {}

    // The answer to one line; nullopt when there is none.
    std::optional<Json> answer(const std::string& line);

  private:
    Result<std::optional<Json>> ask(const Json& request);
    Result<std::optional<Json>> tell(const Json& request);
    // What the request tells of each objective.
    Result<std::vector<double>> values_of(const Json& request, int number, search::TrialState state) const;
    // Of each constraint; NaN for those that it leaves out.
    Result<std::vector<double>> constrained_of(const Json& request) const;
    Result<std::optional<Json>> report(const Json& request);
    // The number of a trial that can still change.
    Result<int> live_trial(const Json& number) const;

    search::Study study_;
};

}  // namespace lathe::ctl
