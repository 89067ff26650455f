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

// Along an x axis of whole numbers, such as steps: none of their parts, and no more than there is room for.
class WholeTicker : public CompactTicker {
  public:
    explicit WholeTicker(const QCPAxis& along) : along_(along) {}  // `along` outlives this

  protected:
    double getTickStep(const QCPRange& range) override;

  private:
    const QCPAxis& along_;
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
