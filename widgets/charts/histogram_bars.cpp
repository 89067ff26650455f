// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/histogram_bars.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "widgets/charts/number_text.h"

namespace lathe::gui {

namespace {

constexpr std::size_t few_values = 24;

}  // namespace

bool HistogramBars::shows(double value) const {
    return std::isfinite(value) && (!log_ || value > 0);
}

void HistogramBars::setSamples(const std::vector<double>& samples, bool log) {
    log_ = log;
    std::map<double, double> distinct;
    std::vector<double> shown;
    for (const double sample : samples) {
        if (!shows(sample)) continue;
        shown.push_back(sample);
        if (distinct.size() <= few_values) ++distinct[sample];
    }
    if (distinct.size() <= few_values) {
        std::vector<double> values;
        std::vector<double> weights;
        for (const auto& [value, weight] : distinct) {
            values.push_back(value);
            weights.push_back(weight);
        }
        return setSpikes(values, weights, log);
    }
    const auto [low, high] = std::minmax_element(shown.begin(), shown.end());
    const ChartScale scale{*low, *high, log};
    const std::size_t count =
        std::clamp<std::size_t>(static_cast<std::size_t>(2 * std::cbrt(double(shown.size()))), 8, 60);
    std::vector<double> edges;
    for (std::size_t i = 0; i <= count; ++i) edges.push_back(scale.fromUnit(double(i) / double(count)));
    std::vector<double> weights(count);
    for (const double sample : shown) {
        const auto bin = static_cast<std::size_t>(std::clamp(scale.toUnit(sample), 0.0, 1.0) * double(count));
        ++weights[std::min(bin, count - 1)];
    }
    setBins(edges, weights, log);
}

void HistogramBars::setBins(const std::vector<double>& edges, const std::vector<double>& weights, bool log) {
    clear();
    log_ = log;
    for (std::size_t i = 0; i + 1 < edges.size() && i < weights.size(); ++i)
        bars_.push_back({edges[i], edges[i + 1], weights[i]});
}

void HistogramBars::setSpikes(const std::vector<double>& values, const std::vector<double>& weights, bool log) {
    clear();
    log_ = log;
    for (std::size_t i = 0; i < values.size() && i < weights.size(); ++i)
        bars_.push_back({values[i], values[i], weights[i]});
}

void HistogramBars::setCategories(const QStringList& names, const std::vector<double>& counts) {
    clear();
    categories_ = names;
    log_ = false;
    for (std::size_t i = 0; i < counts.size(); ++i) bars_.push_back({double(i), double(i), counts[i]});
}

void HistogramBars::clear() {
    bars_.clear();
    categories_.clear();
}

double HistogramBars::highest() const {
    double most = 0;
    for (const Bar& bar : bars_) most = std::max(most, bar.weight);
    return most;
}

QString HistogramBars::describe(const Bar& bar) const {
    double total = 0;
    for (const Bar& each : bars_) total += each.weight;
    const QString share = total > 0 ? numberText(100 * bar.weight / total, 3) : QStringLiteral("0");
    if (isCategorical()) return tr("%1: %2 %").arg(categories_.value(static_cast<int>(bar.low)), share);
    if (bar.low == bar.high) return tr("%1: %2 %").arg(numberText(bar.low, 6), share);
    return tr("%1 to %2: %3 %").arg(numberText(bar.low), numberText(bar.high), share);
}

ChartScale HistogramBars::scaleWith(const std::vector<double>& values, double air) const {
    if (isCategorical()) return {-0.5, double(categories_.size()) - 0.5, false};
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    const auto take = [&](double value) {
        if (!shows(value)) return;
        low = std::min(low, value);
        high = std::max(high, value);
    };
    for (const Bar& bar : bars_) {
        take(bar.low);
        take(bar.high);
    }
    for (const double value : values) take(value);
    if (!(low <= high)) return {log_ ? 0.1 : 0.0, 1, log_};
    if (low == high) {
        low = log_ ? low / 2 : low - (low != 0 ? std::abs(low) / 2 : 0.5);
        high = log_ ? high * 2 : high + (high != 0 ? std::abs(high) / 2 : 0.5);
    }
    const ChartScale tight{low, high, log_};
    const ChartScale wide{tight.fromUnit(-air), tight.fromUnit(1 + air), log_};
    const bool usable = std::isfinite(wide.low) && std::isfinite(wide.high) && (!log_ || wide.low > 0);
    return usable ? wide : tight;
}

}  // namespace lathe::gui
