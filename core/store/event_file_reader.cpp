// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/store/event_file.h"
#include "core/store/event_scalars.h"

namespace lathe::store {

namespace {

void drop_from(ScalarSeries& series, std::int64_t step) {
    for (auto& [tag, points] : series) std::erase_if(points, [&](const ScalarPoint& p) { return p.step >= step; });
    std::erase_if(series, [](const auto& entry) { return entry.second.empty(); });
}

}  // namespace

EventFolderReader::EventFolderReader(std::filesystem::path folder) : events_(std::move(folder)) {}

ScalarSeries EventFolderReader::poll() {
    restarted_at_.reset();
    ScalarSeries series;
    events_.poll([&](const tensorboard::Event& event) { take(event, series); });
    return series;
}

void EventFolderReader::take(const tensorboard::Event& event, ScalarSeries& series) {
    if (event.has_session_log() && event.session_log().status() == tensorboard::SessionLog::START) {
        drop_from(series, event.step());
        restarted_at_ = std::min(restarted_at_.value_or(event.step()), event.step());
        return;
    }
    if (!event.has_summary()) return;
    for (const auto& value : event.summary().value())
        if (const auto number = scalar_of(value))
            series[value.tag()].push_back({event.step(), event.wall_time(), *number});
}

}  // namespace lathe::store
