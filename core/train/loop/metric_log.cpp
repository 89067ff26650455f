// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/metric_log.h"

#include <algorithm>

namespace lathe::train {

void MetricLog::report(const std::string& metric, std::int64_t step, double value) {
    newest_[metric] = value;
    if (sink_ == nullptr) return;
    auto found = series_.find(metric);
    if (found == series_.end()) found = series_.emplace(metric, Series{sink_->series(metric), -1}).first;
    Series& series = found->second;
    if (series.written == step) return;
    series.written = step;
    sink_->report(series.id, step, value);
}

void MetricLog::report_all(const Metrics& values, std::int64_t step) {
    for (const auto& [name, value] : values) report(name, step, value);
}

void MetricLog::line(const std::string& line) {
    if (sink_ != nullptr) sink_->log(line);
}

void MetricLog::lines(const std::string& text) {
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        line(text.substr(start, end - start));
        start = end + 1;
    }
}

}  // namespace lathe::train
