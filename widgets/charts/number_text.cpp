// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/number_text.h"

#include <algorithm>
#include <cmath>

#include <QLocale>

namespace lathe::gui {

namespace {

// "1e-05" -> "1e-5", "1e+06" -> "1e6".
QString shortExponent(QString text) {
    const auto at = text.indexOf(u'e');
    if (at < 0) return text;
    auto digits = at + 1;
    const bool negative = text[digits] == u'-';
    if (negative || text[digits] == u'+') ++digits;
    while (digits + 1 < text.size() && text[digits] == u'0') ++digits;
    return text.left(at + 1) + (negative ? QStringLiteral("-") : QString()) + text.mid(digits);
}

QString specialText(double value) {
    if (std::isnan(value)) return QStringLiteral("NaN");
    return value > 0 ? QStringLiteral("∞") : QStringLiteral("-∞");
}

}  // namespace

QString numberText(double value, int digits) {
    if (!std::isfinite(value)) return specialText(value);
    const QString plain = shortExponent(QString::number(value, 'g', digits));
    if (value == 0 || std::abs(value) >= 1e-3 || plain.contains(u'e')) return plain;
    QString scientific = QString::number(value, 'e', digits - 1);
    const auto e = scientific.indexOf(u'e');
    auto end = e;
    while (end > 0 && scientific[end - 1] == u'0') --end;
    if (end > 0 && scientific[end - 1] == u'.') --end;
    scientific.remove(end, e - end);
    return shortExponent(scientific);
}

QString exactNumberText(double value) {
    if (!std::isfinite(value)) return specialText(value);
    return shortExponent(QString::number(value, 'g', QLocale::FloatingPointShortest));
}

QStringList tickTexts(const QVector<double>& ticks) {
    double largest = 0;
    for (const double tick : ticks) largest = std::max(largest, std::abs(tick));
    const double step = ticks.size() > 1 ? std::abs(ticks[1] - ticks[0]) : largest;
    QStringList texts;
    if (largest == 0 || step == 0 || !std::isfinite(largest)) {
        for (const double tick : ticks) texts << numberText(tick);
        return texts;
    }
    // Digits after the point until the step is whole: two for 0.25.
    const auto decimalsFor = [step](double unit) {
        int decimals = 0;
        for (double scaled = step / unit; decimals < 15 && std::abs(scaled - std::round(scaled)) > 1e-6 * scaled;
             scaled *= 10) {
            ++decimals;
        }
        return decimals;
    };
    if (largest < 1e-3) {
        const int digits = static_cast<int>(std::floor(std::log10(largest)) - std::floor(std::log10(step))) + 1;
        for (const double tick : ticks) {
            texts << (std::abs(tick) < step / 1e3 ? QStringLiteral("0") : numberText(tick, std::max(digits, 1)));
        }
        return texts;
    }
    double unit = 1;
    QString suffix;
    if (largest >= 1e4 && step >= 1) {
        constexpr std::pair<double, const char*> units[] = {{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}};
        for (const auto& [size, name] : units) {
            if (largest < size) continue;
            unit = size;
            suffix = QString::fromLatin1(name);
            break;
        }
    }
    for (const double tick : ticks) {
        const double shown = std::abs(tick) < step / 1e3 ? 0 : tick / unit;
        texts << QString::number(shown, largest >= 1e16 ? 'g' : 'f', largest >= 1e16 ? 4 : decimalsFor(unit)) +
                     (shown == 0 ? QString() : suffix);
    }
    return texts;
}

QString durationText(double seconds) {
    if (!std::isfinite(seconds)) return specialText(seconds);
    const QString sign = seconds < 0 ? QStringLiteral("-") : QString();
    const double size = std::abs(seconds);
    if (size < 60) return sign + numberText(size, 3) + QStringLiteral(" s");
    const auto whole = static_cast<qint64>(std::llround(size));
    const auto two = [](qint64 v) { return QStringLiteral("%1").arg(v, 2, 10, QLatin1Char('0')); };
    const qint64 days = whole / 86400;
    const qint64 hours = whole / 3600 % 24;
    const qint64 minutes = whole / 60 % 60;
    if (days > 0) return sign + QStringLiteral("%1 d %2:%3").arg(days).arg(hours).arg(two(minutes));
    if (hours > 0) return sign + QStringLiteral("%1:%2:%3").arg(hours).arg(two(minutes), two(whole % 60));
    return sign + QStringLiteral("%1:%2").arg(minutes).arg(two(whole % 60));
}

}  // namespace lathe::gui
