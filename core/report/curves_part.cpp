// SPDX-License-Identifier: GPL-3.0-or-later
// The curves of a report: a chart a metric, a line a trial.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "core/base/plural.h"
#include "core/report/parameter_axis.h"
#include "core/report/report_parts.h"
#include "core/store/series.h"

namespace lathe::report {

namespace {

constexpr std::size_t most_metrics = 12;  // that are drawn without being asked for
constexpr int columns_of_a_curve = 350;

// As few points as draw the same line (store::Series).
std::vector<FigurePoint> thinned(const std::vector<store::ScalarPoint>& points) {
    std::vector<store::ScalarPoint> ordered = points;
    std::ranges::stable_sort(ordered, {}, &store::ScalarPoint::step);
    store::Series series;
    for (const auto& point : ordered) series.append(static_cast<double>(point.step), point.value);
    if (series.empty()) return {};
    const double low = series.x(0), high = series.x(series.size() - 1);
    std::vector<double> edges;
    for (int i = 0; i <= columns_of_a_curve; ++i) edges.push_back(low + (high - low) * i / columns_of_a_curve);
    edges.back() = std::nextafter(high, HUGE_VAL);
    std::vector<std::uint32_t> chosen;
    if (high > low) {
        series.sample(edges, chosen);
    } else {
        chosen.resize(series.size());
        std::iota(chosen.begin(), chosen.end(), 0u);
    }
    std::vector<FigurePoint> line;
    for (const auto i : chosen) line.push_back({series.x(i), series.y(i)});
    return line;
}

// Those that were asked for; else the objectives, then all others by name.
std::vector<std::string> metrics_to_draw(const ReportStudies& studies, const std::vector<std::string>& asked,
                                         std::size_t& left_out) {
    std::set<std::string> known;
    for (const DrawnTrial& drawn : studies.drawn())
        for (const auto& [tag, points] : drawn.curves) known.insert(tag);
    std::vector<std::string> metrics;
    const auto add = [&](const std::string& metric) {
        if (known.erase(metric) > 0) metrics.push_back(metric);
    };
    for (const auto& metric : asked) add(metric);
    if (!asked.empty()) return metrics;
    for (const ReportStudy& study : studies.all()) {
        add(study.record.metric);
        for (const auto& [metric, mode] : study.record.objectives) add(metric);
    }
    known.erase("epoch");
    const std::vector<std::string> others(known.begin(), known.end());
    for (const auto& metric : others) {
        if (metrics.size() < most_metrics) add(metric);
        else ++left_out;
    }
    return metrics;
}

void add_row(const DrawnTrial& drawn, const std::vector<store::ScalarPoint>& points, Table& table) {
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (const auto& point : points) {
        if (!std::isfinite(point.value)) continue;
        low = std::min(low, point.value);
        high = std::max(high, point.value);
    }
    const bool any = low <= high;
    table.rows.push_back({drawn.label, std::to_string(points.size()), std::to_string(points.back().step),
                          number_text(points.back().value), any ? number_text(low) : "", any ? number_text(high) : ""});
}

Chart chart_of(const ReportStudies& studies, const std::string& metric) {
    Chart chart;
    chart.numbers = {metric + ", a row a trial",
                     {"Trial", "Points", "Last step", "Last", "Least", "Most"},
                     {false, true, true, true, true, true},
                     {},
                     true,
                     ""};
    FigurePanel panel;
    std::vector<double> xs, ys;
    for (const DrawnTrial& drawn : studies.drawn()) {
        const auto points = drawn.curves.find(metric);
        if (points == drawn.curves.end() || points->second.empty()) continue;
        const Ink ink{Ink::series, drawn.series};
        FigureLine line{thinned(points->second), ink, 1.5, false};
        for (const FigurePoint& point : line.points) {
            xs.push_back(point.x);
            ys.push_back(point.y);
        }
        if (line.points.size() == 1) panel.dots.push_back({line.points.front(), ink, false});
        panel.lines.push_back(std::move(line));
        chart.figure.keys.push_back({ink, drawn.label});
        add_row(drawn, points->second, chart.numbers);
    }
    panel.x = axis_around("step", xs);
    panel.y = axis_around(metric, ys);
    chart.figure.title = metric + " by step";
    chart.figure.description =
        fmt::format("{}; the numbers below say how each ends", counted(panel.lines.size(), "line"));
    chart.figure.panels = {std::move(panel)};
    if (const auto left = studies.trial_count() - studies.drawn().size(); left > 0)
        chart.note = fmt::format("The best {} of {} trials.", studies.drawn().size(), studies.trial_count());
    return chart;
}

}  // namespace

std::vector<Block> curves_part(const ReportStudies& studies, const std::vector<std::string>& asked) {
    std::size_t left_out = 0;
    std::vector<Block> blocks;
    for (const auto& metric : metrics_to_draw(studies, asked, left_out)) blocks.emplace_back(chart_of(studies, metric));
    if (left_out > 0)
        blocks.emplace_back(
            Note{"", fmt::format("{} not drawn.",
                                 left_out == 1 ? "One more metric is" : fmt::format("{} more metrics are", left_out))});
    return blocks;
}

}  // namespace lathe::report
