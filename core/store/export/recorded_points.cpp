// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/export/recorded_points.h"

#include <algorithm>
#include <cmath>

#include "core/base/csv.h"
#include "core/base/numbers.h"
#include "core/store/event_scalars.h"
#include "core/store/metrics_table.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

// Larger ones would not fit beside the points themselves; the values stay as the event files have them.
constexpr std::uintmax_t largest_merged_table = 1u << 30;

void take_event(const tensorboard::Event& event, RecordedPoints& points) {
    // The trial went on from an earlier checkpoint: what came after it was computed again.
    if (event.has_session_log() && event.session_log().status() == tensorboard::SessionLog::START) {
        for (auto& [tag, series] : points.series)
            std::erase_if(series, [&](const ScalarPoint& point) { return point.step >= event.step(); });
        return;
    }
    if (!event.has_summary()) return;
    for (const auto& value : event.summary().value()) {
        if (const auto number = scalar_of(value))
            points.series[value.tag()].push_back({event.step(), event.wall_time(), *number});
        else if (value.has_image() || value.has_histo() || value.has_tensor()) ++points.others;
    }
}

// The shortest digits that give the same 32-bit float: 0.1, not 0.10000000149011612.
double shortest(double value) {
    return parse_number<double>(csv_number(static_cast<float>(value))).value_or(value);
}

bool same_float(double a, double b) {
    return static_cast<float>(a) == static_cast<float>(b) || (std::isnan(a) && std::isnan(b));
}

void add_digits(std::vector<ScalarPoint>& points, const std::map<std::int64_t, double>& exact) {
    for (ScalarPoint& point : points) {
        const auto found = exact.find(point.step);
        point.value =
            found != exact.end() && same_float(found->second, point.value) ? found->second : shortest(point.value);
    }
}

void merge_table(const fs::path& file, const std::optional<Time>& fallback, RecordedPoints& points) {
    MetricsTable table;
    std::error_code code;
    const auto size = fs::file_size(file, code);
    if (!code && size <= largest_merged_table) {
        if (auto read = read_metrics_csv(file)) table = std::move(*read);
        else points.warnings.push_back(read.error().str());
    }
    static const std::map<std::int64_t, double> none;
    for (auto& [tag, series] : points.series) {
        const auto exact = table.find(tag);
        add_digits(series, exact == table.end() ? none : exact->second);
    }
    const double when = fallback ? to_unix_seconds(*fallback) : 0;
    for (const auto& [tag, values] : table) {
        if (points.series.contains(tag)) continue;
        auto& series = points.series[tag];
        for (const auto& [step, value] : values) series.push_back({step, when, value});
    }
}

}  // namespace

std::size_t RecordedPoints::count() const {
    std::size_t count = 0;
    for (const auto& [tag, points] : series) count += points.size();
    return count;
}

std::vector<fs::path> event_files_of(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code code;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (it->path().filename().string().find("tfevents") != std::string::npos && it->is_regular_file(ignored))
            files.push_back(it->path());
    }
    std::ranges::sort(files);
    return files;
}

RecordedPoints read_recorded_points(const fs::path& trial_folder, const std::optional<Time>& fallback) {
    RecordedPoints points;
    points.event_files = event_files_of(trial_folder);
    EventStream events(trial_folder);
    events.poll([&](const tensorboard::Event& event) { take_event(event, points); });
    points.warnings = events.warnings();
    merge_table(trial_folder / "metrics.csv", fallback, points);
    std::erase_if(points.series, [](const auto& entry) { return entry.second.empty(); });
    return points;
}

}  // namespace lathe::store
