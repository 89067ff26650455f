// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_tickers.h"

#include <algorithm>
#include <cmath>

#include "widgets/charts/number_text.h"

namespace lathe::gui {

namespace {

double decadesOf(const QCPRange& range) {
    return range.lower > 0 ? std::log10(range.upper / range.lower) : 0;
}

constexpr double few_decades = 2.2;
constexpr double less_than_one = 0.7;
constexpr int label_room = 56;  // pixels for one with its distance from the next
constexpr int usual_ticks = 5;

}  // namespace

QVector<QString> CompactTicker::createLabelVector(const QVector<double>& ticks, const QLocale&, QChar, int) {
    return tickTexts(ticks);
}

double WholeTicker::getTickStep(const QCPRange& range) {
    setTickCount(std::clamp(along_.axisRect()->width() / label_room, 2, usual_ticks));
    const double step = QCPAxisTicker::getTickStep(range);
    if (range.size() < 1) return step;  // between two of them, where else nothing would be marked
    if (step < 1) return 1;
    return step == std::floor(step) ? step : 2 * step;  // 2.5
}

QVector<double> CompactLogTicker::createTickVector(double tickStep, const QCPRange& range) {
    const double decades = decadesOf(range);
    if (decades <= 0 || decades > few_decades) return QCPAxisTickerLog::createTickVector(tickStep, range);
    if (decades < less_than_one) return QCPAxisTicker::createTickVector(QCPAxisTicker::getTickStep(range), range);
    QVector<double> ticks;
    for (double decade = std::floor(std::log10(range.lower)); decade <= std::log10(range.upper); ++decade) {
        for (const double digit : {1, 2, 5}) ticks << digit * std::pow(10, decade);
    }
    return ticks;
}

QVector<QString> CompactLogTicker::createLabelVector(const QVector<double>& ticks, const QLocale&, QChar, int) {
    if (ticks.size() > 2 && std::abs((ticks[2] - ticks[1]) / (ticks[1] - ticks[0]) - 1) < 1e-6) return tickTexts(ticks);
    QVector<QString> labels;
    for (const double tick : ticks) labels << numberText(tick, 6);
    return labels;
}

QString DurationTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    return durationText(tick);
}

}  // namespace lathe::gui
