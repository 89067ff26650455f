// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>

#include "core/search/analysis/lanes.h"
#include "widgets/charts/analysis/charts.h"

namespace lathe::gui {

namespace {

using search::TrialState;

ChartInk inkOf(TrialState state) {
    switch (state) {
        case TrialState::succeeded: return {ChartInk::good};
        case TrialState::failed: return {ChartInk::bad};
        case TrialState::early_stopped: return {ChartInk::warning};
        case TrialState::running: return {ChartInk::accent};
        default: return {ChartInk::faint};
    }
}

// Beside the colour, so that nobody needs to tell colours apart.
QString signOf(TrialState state) {
    switch (state) {
        case TrialState::succeeded: return QStringLiteral("✓");
        case TrialState::failed: return QStringLiteral("✕");
        case TrialState::early_stopped: return QStringLiteral("|");
        case TrialState::running: return QStringLiteral("…");
        default: return QStringLiteral("–");
    }
}

struct Bar {
    const AnalysisTrial* trial;
    search::Interval interval;
};

}  // namespace

ChartPicture timelinePicture(const AnalysisInput& input, const AnalysisChoice&) {
    ChartPicture picture;
    std::map<QString, std::vector<Bar>> byDevice;
    double first = std::numeric_limits<double>::infinity();
    double last = -first;
    for (const AnalysisTrial& trial : input.trials) {
        if (!trial.start) continue;
        const double end = std::max(*trial.start, trial.end.value_or(input.now));
        byDevice[trial.device.isEmpty() ? Analysis::tr("no device") : trial.device].push_back(
            {&trial, {*trial.start, end}});
        first = std::min(first, *trial.start);
        last = std::max(last, end);
    }
    if (byDevice.empty()) {
        picture.empty = Analysis::tr("No trial has started yet");
        return picture;
    }
    QStringList rows;
    bool seen[8] = {};
    for (const auto& [device, bars] : byDevice) {
        std::vector<search::Interval> intervals;
        for (const Bar& bar : bars) intervals.push_back(bar.interval);
        const std::vector<int> lane = search::lanes(intervals);
        const int count = *std::max_element(lane.begin(), lane.end()) + 1;
        const double base = double(rows.size());
        for (int i = 0; i < count; ++i)
            rows << (count == 1 ? device : QStringLiteral("%1 · %2").arg(device).arg(i + 1));
        for (std::size_t i = 0; i < bars.size(); ++i) {
            const AnalysisTrial& trial = *bars[i].trial;
            const double row = base + lane[i];
            ChartBox box{intervals[i].start - first,
                         intervals[i].end - first,
                         row - 0.38,
                         row + 0.38,
                         inkOf(trial.state),
                         trial.run};
            box.text = QStringLiteral("%1 %2").arg(trial.number).arg(signOf(trial.state));
            box.tip = trial.reason;
            picture.boxes.push_back(box);
            seen[static_cast<std::size_t>(trial.state)] = true;
        }
    }
    picture.y = categoryAxis(Analysis::tr("device"), rows);
    picture.x.kind = ChartAxis::duration;
    picture.x.label = Analysis::tr("time since the first trial started");
    picture.x.scale = {0, std::max(1.0, (last - first) * 1.02), false};
    if (seen[static_cast<std::size_t>(TrialState::sys_canceled)])  // it has the same colour
        seen[static_cast<std::size_t>(TrialState::user_canceled)] = true;
    const std::pair<TrialState, QString> names[] = {{TrialState::running, Analysis::tr("running")},
                                                    {TrialState::succeeded, Analysis::tr("succeeded")},
                                                    {TrialState::early_stopped, Analysis::tr("stopped early")},
                                                    {TrialState::failed, Analysis::tr("failed")},
                                                    {TrialState::user_canceled, Analysis::tr("canceled")}};
    for (const auto& [state, name] : names)
        if (seen[static_cast<std::size_t>(state)])
            picture.keys.push_back({inkOf(state), ChartMark::box, signOf(state) + u' ' + name});
    return picture;
}

}  // namespace lathe::gui
