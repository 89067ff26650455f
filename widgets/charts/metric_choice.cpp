// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/metric_choice.h"

#include <algorithm>

#include <QString>

#include "core/search/better_way.h"
#include "widgets/charts/metric_cards.h"

namespace lathe::gui {

namespace {

bool hasPointsOf(const CurveData& data, const std::string& metric) {
    return std::ranges::any_of(data.runs(), [&](const auto& run) {
        const auto found = run.second.metrics.find(metric);
        return found != run.second.metrics.end() && !found->second.points().empty();
    });
}

}  // namespace

std::string MetricChoice::missing() const {
    return chosen_ || shown_ == wanted_ ? std::string() : wanted_;
}

void MetricChoice::choose(const std::string& metric) {
    chosen_ = true;
    shown_ = metric;
}

void MetricChoice::want(const std::string& metric) {
    if (chosen_) return;
    shown_ = wanted_ = metric;
}

// An axis, or what a trial used of the machine, is not what one wants to see first.
void MetricChoice::arrive(const std::string& metric) {
    if (chosen_) return;
    const bool tells = metric != "epoch" && !isUsageMetric(QString::fromStdString(metric));
    if ((shown_.empty() && tells) || metric == wanted_) shown_ = metric;
}

void MetricChoice::settle(const CurveData& data, const std::vector<std::string>& metrics) {
    if (chosen_ || hasPointsOf(data, shown_)) return;
    std::string other;
    for (const std::string& metric : metrics) {
        if (!hasPointsOf(data, metric)) continue;
        if (other.empty()) other = metric;
        if (!search::better_way(metric)) continue;  // the step, a learning rate
        other = metric;
        break;
    }
    if (!other.empty()) shown_ = other;
}

void MetricChoice::clear() {
    if (!chosen_) shown_.clear();
    wanted_.clear();
}

}  // namespace lathe::gui
