// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/metric_summary.h"

#include <cmath>

#include "core/search/better_way.h"

namespace lathe::store {

void MetricSummary::add(std::int64_t step, double value, std::optional<search::Mode> way) {
    last = value;
    if (!way || !std::isfinite(value) || (best && !search::is_better(value, *best, *way))) return;
    best = value;
    best_step = step;
}

MetricSummaries metric_summaries(const std::filesystem::path& trial_folder, const TrialRecord& trial,
                                 search::Mode mode) {
    return metric_summaries(read_metrics_csv(trial_folder / "metrics.csv").value_or(MetricsTable{}), trial, mode);
}

MetricSummaries metric_summaries(const MetricsTable& table, const TrialRecord& trial, search::Mode mode) {
    MetricSummaries out;
    if (trial.metrics.is_dict())
        for (const auto& [name, value] : trial.metrics.as_dict())
            if (value.is_number()) out[name].last = value.as_number();
    for (const auto& [name, values] : table) {
        MetricSummary& summary = out[name];
        const auto way = name == trial.metric ? std::optional(mode) : search::better_way(name);
        for (const auto& [step, value] : values) summary.add(step, value, way);
    }
    const auto objective = out.find(trial.metric);
    if (objective != out.end() && !objective->second.best) objective->second.best = trial.objective_best;
    return out;
}

}  // namespace lathe::store
