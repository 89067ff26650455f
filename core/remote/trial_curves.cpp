// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/trial_curves.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "core/base/checksum.h"

namespace lathe::remote {

namespace {

constexpr std::size_t most_per_column = 4;

// Where every other value is NaN, a column has as many runs as points: then some are left out.
void thin(std::vector<std::uint32_t>& picked, std::size_t most) {
    if (picked.size() <= most) return;
    const std::size_t every = (picked.size() + most - 1) / most;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < picked.size(); i += every) picked[kept++] = picked[i];
    picked.resize(kept);
}

}  // namespace

TrialCurves::TrialCurves(std::filesystem::path trial_folder)
    : folder_(trial_folder), reader_(std::move(trial_folder)) {}

// A trial that is gone on with begins another file, and one of a study that came back has others: their names hold time
// and process. 0: there are none.
std::uint64_t TrialCurves::generation_of_files() const {
    std::vector<std::string> names;
    std::error_code code;
    for (std::filesystem::directory_iterator it(folder_, code), end; !code && it != end; it.increment(code))
        if (std::string name = it->path().filename().string(); name.find("tfevents") != std::string::npos)
            names.push_back(std::move(name));
    if (names.empty()) return 0;
    std::ranges::sort(names);
    Checksum checksum;
    for (const std::string& name : names) checksum.add(name + "/");
    constexpr int digits = 13;  // of four bits: a whole number that JSON's readers keep
    const std::string hex = checksum.hex();
    std::uint64_t generation = 0;
    std::from_chars(hex.data(), hex.data() + digits, generation, 16);
    return generation;
}

void TrialCurves::read() {
    if (const auto generation = generation_of_files(); generation != generation_) {
        generation_ = generation;
        curves_.clear();
        reader_ = store::TrialCurvesReader(folder_);
    }
    auto series = reader_.poll();
    if (reader_.restarted_at()) {
        curves_.clear();
        reader_ = store::TrialCurvesReader(folder_);
        series = reader_.poll();
    }
    take(series);
}

void TrialCurves::take(const store::ScalarSeries& series) {
    for (const auto& [metric, points] : series) {
        Curve& curve = curves_[metric];
        for (const store::ScalarPoint& point : points) {
            const auto step = static_cast<double>(point.step);
            // Only other programs' event files go back.
            if (!curve.series.empty() && step < curve.series.xs().back()) continue;
            curve.series.append(step, point.value);
            curve.times.push_back(point.wall_time);
        }
    }
}

std::vector<std::string> TrialCurves::metrics() const {
    std::vector<std::string> names;
    for (const auto& [name, curve] : curves_) names.push_back(name);
    return names;
}

const store::Series* TrialCurves::find(const std::string& metric) const {
    const auto found = curves_.find(metric);
    return found == curves_.end() ? nullptr : &found->second.series;
}

std::size_t TrialCurves::points() const {
    std::size_t count = 0;
    for (const auto& [name, curve] : curves_) count += curve.series.size();
    return count;
}

std::size_t TrialCurves::count(const std::string& metric, const CurveRange& range) const {
    const store::Series* series = find(metric);
    if (series == nullptr || range.from > range.to) return 0;
    return series->upper_bound(static_cast<double>(range.to)) - series->lower_bound(static_cast<double>(range.from));
}

std::vector<store::ScalarPoint> TrialCurves::sample(const std::string& metric, const CurveRange& range) const {
    const auto found = curves_.find(metric);
    if (found == curves_.end() || range.columns < 1) return {};
    const auto& [series, times] = found->second;
    if (series.empty()) return {};
    const double from = std::max(static_cast<double>(range.from), series.xs().front());
    const double to = std::min(static_cast<double>(range.to), series.xs().back());
    if (from > to) return {};
    std::vector<double> edges;
    const double width = (to - from + 1) / range.columns;
    for (int i = 0; i <= range.columns; ++i) edges.push_back(from + width * i);
    edges.back() = to + 1;
    std::vector<std::uint32_t> picked;
    series.sample(edges, picked);
    thin(picked, most_per_column * static_cast<std::size_t>(range.columns));
    std::vector<store::ScalarPoint> points;
    for (const std::uint32_t i : picked)
        if (series.x(i) >= from && series.x(i) <= to)
            points.push_back({static_cast<std::int64_t>(series.x(i)), times[i], series.y(i)});
    return points;
}

}  // namespace lathe::remote
