// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a trial that was run again from its record gave the same: reproduction.json beside it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/store/metrics_table.h"
#include "core/store/trial_record.h"

namespace lathe::run {

// One point of a metric that is not the same in both.
struct ScalarDifference {
    std::string metric;
    std::int64_t step = 0;
    std::optional<double> recorded;  // nullopt: only the other one has it
    std::optional<double> again;
};

// What came of running a trial again.
struct Reproduction {
    // How the weights of the two networks compare.
    enum class Weights : std::uint8_t {
        unknown,    // the record does not tell them
        equal,      // bit for bit
        different,  // at a tolerance above 0 this alone is no failure: a checksum knows no distance
    };

    bool equal = false;
    double tolerance = 0;      // relative, and absolute near 0; 0: bit for bit
    std::int64_t scalars = 0;  // that were compared
    std::int64_t weights = 0;  // numbers in the network
    Weights weights_are = Weights::unknown;
    std::optional<ScalarDifference> first;  // the earliest difference by step
    double largest = 0;                     // difference of two scalars, relative
    std::string problem;                    // why it could not be run again; then nothing was compared
    std::vector<std::string> changed;       // data, code or plug-ins that are not as they were; then nothing was run
    std::vector<std::string> environment;   // differences that may explain it
    std::optional<Time> time;
    std::string not_kept;  // why it could not be written beside the trial; "" where it was

    // What came out, for a person: "equal: 412 scalars, 61,706 weights", or the first difference.
    std::string summary() const;
};

// Compares what both have of each metric up to the step that the recorded one came to. Pure.
Reproduction compare_trials(const store::MetricsTable& recorded, const store::TrialRecord& record,
                            const store::MetricsTable& again, const store::TrialRecord& repeated, double tolerance);

// The content of reproduction.json.
Json to_json(const Reproduction& reproduction);
// Writes reproduction.json into the trial's folder, in the place of an earlier one.
Result<void> write_reproduction(const std::filesystem::path& trial_folder, const Reproduction& reproduction);
// Reads reproduction.json of a trial's folder; nullopt: the trial was never run again.
Result<std::optional<Reproduction>> read_reproduction(const std::filesystem::path& trial_folder);

}  // namespace lathe::run
