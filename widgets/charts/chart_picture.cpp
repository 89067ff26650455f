// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_picture.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/charts/number_text.h"

namespace lathe::gui {

namespace {

constexpr double air = 0.05;

std::vector<ChartAxis::Tick> durationTicks(double low, double high, int about) {
    constexpr double steps[] = {1,   2,   5,    10,   15,   30,    60,    120,   300,
                                600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400};
    const double wanted = (high - low) / std::max(1, about);
    if (wanted < 1) {
        std::vector<ChartAxis::Tick> ticks;
        for (const double value : ChartScale{low, high, false}.ticks(about))
            ticks.push_back({value, numberText(value, 4) + QStringLiteral(" s")});
        return ticks;
    }
    const auto* found = std::find_if(std::begin(steps), std::end(steps), [=](double s) { return s >= wanted; });
    // Beyond a day: whole days.
    const double step = found != std::end(steps) ? *found : std::ceil(wanted / 86400) * 86400;
    std::vector<ChartAxis::Tick> ticks;
    for (double value = std::ceil(low / step) * step; value <= high; value += step)
        ticks.push_back({value, durationText(value)});
    return ticks;
}

}  // namespace

std::vector<ChartAxis::Tick> ChartAxis::ticks(double low, double high, int about) const {
    std::vector<Tick> ticks;
    if (kind == category) {
        for (int i = 0; i < categories.size(); ++i)
            if (i >= low && i <= high) ticks.push_back({double(i), categories[i]});
        return ticks;
    }
    if (kind == duration) return durationTicks(low, high, about);
    const ChartScale shown{low, high, scale.log};
    const QVector<double> values = shown.ticks(about);
    const QStringList texts = shown.tickLabels(values);
    for (int i = 0; i < values.size(); ++i) ticks.push_back({values[i], texts[i]});
    return ticks;
}

QString ChartAxis::text(double value) const {
    if (kind == category) return categories.value(static_cast<int>(std::lround(value)));
    if (kind == duration) return durationText(value);
    return numberText(value, 6);
}

ChartAxis numberAxis(const QString& label, const std::vector<double>& values, bool log) {
    ChartAxis axis;
    axis.label = label;
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double value : values) {
        if (!std::isfinite(value) || (log && value <= 0)) continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    axis.scale = {log ? 0.1 : 0.0, 1, log};
    if (!(low <= high)) return axis;
    if (low == high) {
        const double half = low != 0 ? std::abs(low) * 0.1 : 0.5;
        axis.scale = log ? ChartScale{low / 2, low * 2, true} : ChartScale{low - half, low + half, false};
        constexpr double most = std::numeric_limits<double>::max();
        axis.scale.low = std::max(axis.scale.low, -most);
        axis.scale.high = std::min(axis.scale.high, most);
        return axis;
    }
    const ChartScale tight{low, high, log};
    const ChartScale wide{tight.fromUnit(-air), tight.fromUnit(1 + air), log};
    const bool usable = std::isfinite(wide.low) && std::isfinite(wide.high) && (!log || wide.low > 0);
    axis.scale = usable ? wide : tight;
    return axis;
}

ChartAxis categoryAxis(const QString& label, const QStringList& categories) {
    ChartAxis axis;
    axis.kind = ChartAxis::category;
    axis.label = label;
    axis.categories = categories;
    axis.scale = {-0.5, std::max<double>(1, double(categories.size())) - 0.5, false};
    return axis;
}

}  // namespace lathe::gui
