// SPDX-License-Identifier: GPL-3.0-or-later
// trial.json: what became of one trial. Outranks the journal where they differ.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/search/origin.h"
#include "core/search/trial.h"

namespace lathe::store {

// One trial as it is recorded. A plain value.
struct TrialRecord {
    int number = 0;
    search::TrialState state = search::TrialState::waiting;
    space::Params params;
    std::optional<Time> start;
    std::optional<Time> end;
    std::string device;
    std::string metric;               // name of the objective's metric
    std::optional<double> objective;  // as the experiment's `use` says: last or best
    std::optional<double> objective_last;
    std::optional<double> objective_best;
    std::vector<double> objectives;      // of several, the first included; NaN: not reported; else empty
    std::vector<double> constrained;     // what the metrics of the search's constraints came to; NaN: not reported
    double violation = 0;                // of the constraints, which a trial.json does not know (search::violation_of)
    std::optional<std::int64_t> budget;  // epochs that the tuner gave it
    std::optional<int> start_from;       // the trial whose checkpoint it went on from
    config::Value note;                  // the tuner's own, as search::Suggestion; null: none
    std::optional<search::Origin> from;  // the trial that it was made from; nullopt: the tuner chose it
    std::int64_t steps = 0;
    std::int64_t epochs = 0;
    std::string error;                      // of a failure, or the reason of an early stop
    config::Value metrics{config::Dict{}};  // last value of each
    config::Value facts{config::Dict{}};    // seeds, versions, git commit, host, threads
};

// The content of trial.json. NaN and infinite numbers are written as text.
Json to_json(const TrialRecord& record);
// What to_json() wrote. The error names a member that is missing or wrong.
Result<TrialRecord> trial_record_from_json(const Json& json);
// Reads trial.json of the folder; the error names the file.
Result<TrialRecord> read_trial_record(const std::filesystem::path& trial_folder);
// What a trial's own folder tells of it, from trial.json and params.json: a witness beside the journal. nullopt: there
// is nothing that can be read, so that nothing was trained. Fails when the two files contradict each other.
Result<std::optional<TrialRecord>> read_trial_witness(const std::filesystem::path& trial_folder);
// Writes trial.json of the folder, which must be there; a former one is replaced at once and whole.
Result<void> write_trial_record(const std::filesystem::path& trial_folder, const TrialRecord& record);

}  // namespace lathe::store
