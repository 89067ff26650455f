// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/figure.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace lathe::report {

namespace {

// 1, 2 or 5 times a power of ten, at least `about`.
double round_step(double about) {
    const double power = std::pow(10.0, std::floor(std::log10(about)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= about * (1 - 1e-9)) return factor * power;
    return 10 * power;
}

std::vector<Tick> linear_ticks(const FigureAxis& axis, int about) {
    std::vector<Tick> ticks;
    // Numbers so large that one step changes none of their digits would go on for ever.
    const auto most = static_cast<std::size_t>(4 * about);
    const double step = round_step(0.75 * (axis.high - axis.low) / about);
    for (double k = std::ceil(axis.low / step - 1e-9); k * step <= axis.high + 1e-9 * step && ticks.size() < most; ++k)
        ticks.push_back({k * step, number_text(k == 0 ? 0 : k * step)});
    return ticks;
}

std::vector<Tick> log_ticks(const FigureAxis& axis, int about) {
    std::vector<Tick> ticks;
    const double low = std::log10(axis.low), high = std::log10(axis.high);
    const double every = std::max(1.0, std::ceil((high - low) / about));
    for (double k = std::ceil(low - 1e-9); k <= high + 1e-9; k += every)
        ticks.push_back({std::pow(10.0, k), number_text(std::pow(10.0, k))});
    if (ticks.size() >= 2) return ticks;
    // Less than a power of ten: 1, 2 and 5 of it.
    ticks.clear();
    for (double k = std::floor(low); k <= high; ++k)
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double at = factor * std::pow(10.0, k);
            if (at >= axis.low * (1 - 1e-9) && at <= axis.high * (1 + 1e-9)) ticks.push_back({at, number_text(at)});
        }
    return ticks.empty() ? linear_ticks(axis, about) : ticks;
}

}  // namespace

FigureAxis axis_around(std::string label, const std::vector<double>& values, bool log) {
    FigureAxis axis{std::move(label), 0, 1, false, {}, false};
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (const double value : values) {
        if (!std::isfinite(value) || (log && value <= 0)) continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    if (low > high) return axis;
    axis.log = log;
    if (log) {
        const double air = high > low ? std::pow(high / low, 0.04) : 2;
        axis.low = low / air;
        axis.high = high * air;
        return axis;
    }
    const double air = high > low ? (high - low) * 0.04 : std::max(std::abs(low) * 0.1, 1e-9);
    axis.low = low - air;
    axis.high = high + air;
    return axis;
}

std::vector<Tick> ticks_of(const FigureAxis& axis, int about) {
    std::vector<Tick> ticks;
    if (!axis.categories.empty()) {
        for (std::size_t i = 0; i < axis.categories.size(); ++i)
            ticks.push_back({static_cast<double>(i), axis.categories[i]});
        return ticks;
    }
    if (!(axis.high > axis.low) || !std::isfinite(axis.high - axis.low)) return ticks;
    if (axis.log && !(axis.low > 0)) return ticks;
    return axis.log ? log_ticks(axis, about) : linear_ticks(axis, about);
}

std::string number_text(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "\u221e" : "\u2212\u221e";
    return fmt::format("{:.6g}", value);
}

}  // namespace lathe::report
