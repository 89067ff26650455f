// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/charts/number_text.h"

namespace lathe::gui {

namespace {

QVector<double> linearTicks(double low, double high, int about) {
    const double span = high - low;
    if (!(span > 0) || !std::isfinite(span)) return {low};
    const double rough = span / std::max(about, 1);
    const double power = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double digit : {1.0, 2.0, 5.0}) {
        if (digit * power < rough * 0.999) continue;
        step = digit * power;
        break;
    }
    QVector<double> ticks;
    const double first = std::ceil(low / step - 1e-9);
    for (double i = first; i * step <= high + step * 1e-9 && ticks.size() < 100; ++i) ticks << i * step;
    return ticks;
}

QVector<double> logTicks(double low, double high, int about) {
    const double decades = std::log10(high / low);
    if (decades < 0.7) return linearTicks(low, high, about);
    QVector<double> ticks;
    const int first = static_cast<int>(std::floor(std::log10(low)));
    const int last = static_cast<int>(std::ceil(std::log10(high)));
    const bool digits = decades * 3 <= about + 1;
    const int stride = std::max(1, static_cast<int>(std::ceil(decades / std::max(about, 1))));
    for (int decade = first; decade <= last; ++decade) {
        if (decade % stride != 0) continue;
        for (const double digit : {1.0, 2.0, 5.0}) {
            if (digit != 1 && !digits) continue;
            const double tick = digit * std::pow(10, decade);
            if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks << tick;
        }
    }
    return ticks.size() >= 2 ? ticks : QVector<double>{low, high};
}

}  // namespace

double ChartScale::toUnit(double value) const {
    if (log && value <= 0) return -std::numeric_limits<double>::infinity();
    if (high == low) return value == low ? 0.5 : value < low ? 0 : 1;
    if (log) return (std::log(value) - std::log(low)) / (std::log(high) - std::log(low));
    // Halves, so that a span beyond the largest double does not overflow.
    return (value / 2 - low / 2) / (high / 2 - low / 2);
}

double ChartScale::fromUnit(double unit) const {
    if (unit == 0) return low;
    if (unit == 1) return high;
    if (log) return std::exp(std::log(low) + unit * (std::log(high) - std::log(low)));
    return low * (1 - unit) + high * unit;
}

double ChartScale::rounded(double value, double pixels) const {
    const double unit = toUnit(value);
    const double pixel = std::abs(fromUnit(unit + 0.5 / pixels) - fromUnit(unit - 0.5 / pixels));
    if (!(pixel > 0) || !std::isfinite(pixel)) return value;
    const double step = std::pow(10, std::floor(std::log10(pixel * 2)));
    if (!(step > 0)) return value;
    // Dividing by the whole inverse gives 0.003 where multiplying by 0.001 gives 0.0030000000000000001.
    return step < 1 ? std::round(value * std::round(1 / step)) / std::round(1 / step) : std::round(value / step) * step;
}

QVector<double> ChartScale::ticks(int about) const {
    return log ? logTicks(low, high, about) : linearTicks(low, high, about);
}

QStringList ChartScale::tickLabels(const QVector<double>& values) const {
    if (!log || std::log10(high / low) < 0.7) return tickTexts(values);
    QStringList texts;
    for (const double value : values) texts << numberText(value, 6);
    return texts;
}

}  // namespace lathe::gui
