// SPDX-License-Identifier: GPL-3.0-or-later
// Tick labels that are short and tell neighbours apart, for QCustomPlot's axes.
#pragma once

#include "widgets/charts/qcp.h"

namespace lathe::gui {

class CompactTicker : public QCPAxisTicker {
  protected:
    QVector<QString> createLabelVector(const QVector<double>& ticks, const QLocale& locale, QChar formatChar,
                                       int precision) override;
};

// Decades; 1, 2, 5 of each where the range is short; a linear ticker's ticks where it is shorter still.
class CompactLogTicker : public QCPAxisTickerLog {
  protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QVector<QString> createLabelVector(const QVector<double>& ticks, const QLocale& locale, QChar formatChar,
                                       int precision) override;
};

// Seconds as "1:30".
class DurationTicker : public QCPAxisTickerTime {
  protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
};

}  // namespace lathe::gui
