// SPDX-License-Identifier: GPL-3.0-or-later
// The last and the best value of each metric of a trial.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "core/store/metrics_table.h"
#include "core/store/trial_record.h"

namespace lathe::store {

// The last and the best value of one metric.
struct MetricSummary {
    std::optional<double> last;
    std::optional<double> best;  // finite; nullopt: which way it is better is not known, or none is finite
    std::int64_t best_step = 0;

    // Takes in the next value of the metric. `way`: which way it is better; nullopt: that is not known.
    void add(std::int64_t step, double value, std::optional<search::Mode> way);
};
// The summaries by the names of the metrics.
using MetricSummaries = std::map<std::string, MetricSummary>;

// Reads metrics.csv of the trial's folder; of a metric that it lacks, trial.json gives the last value. `mode`: of the
// objective; of other metrics their names tell which way they are better.
MetricSummaries metric_summaries(const std::filesystem::path& trial_folder, const TrialRecord& trial,
                                 search::Mode mode);
// The same from a table that was read already; reads no files.
MetricSummaries metric_summaries(const MetricsTable& table, const TrialRecord& trial, search::Mode mode);

}  // namespace lathe::store
