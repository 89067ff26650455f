// SPDX-License-Identifier: GPL-3.0-or-later
// How the line of each run looks, the same in every chart that shows it: by a number that stays the run's own, a colour
// that a person gave it, or the value of one of its parameters. Plain values.
#pragma once

#include <map>
#include <optional>

#include <QColor>
#include <QPen>
#include <QPixmap>
#include <QSize>
#include <QString>

namespace lathe::gui {

struct RunStyle {
    std::optional<int> series;     // as seriesPen() has it; nullopt: the run's number and the offset
    QColor color;                  // outranks the series'; invalid: none
    std::optional<float> quality;  // from 0 to 1, a colour of the ramp; outranks both
    std::optional<int> dash;       // as dashedPen() has it; nullopt: the series'
    bool muted = false;            // grey: it has no value of what the others are coloured by
};

inline RunStyle styleOfSeries(int series) {
    RunStyle style;
    style.series = series;
    return style;
}

class RunStyles {
  public:
    // Added to the numbers of runs that have no style of their own, so that trials of two studies differ.
    void setOffset(int offset) { offset_ = offset; }
    void set(int run, const RunStyle& style) { styles_[run] = style; }
    void remove(int run) { styles_.erase(run); }
    RunStyle style(int run) const;

    QColor color(int run, bool dark) const;
    QPen pen(int run, bool dark, double width = 1) const;

  private:
    std::map<int, RunStyle> styles_;
    int offset_ = 0;
};

// The series of a trial, wherever it is shown: trials of a study that follow each other have different colours, and
// trials of different studies mostly. `study`: its folder, with or without the path.
int seriesOfTrial(const QString& study, int trial);

// A piece of a line as it is drawn in the charts, for legends and headers; so long that each dash pattern is told from
// the others.
inline constexpr QSize lineSwatchSize(30, 10);  // pixels
QPixmap lineSwatch(QPen pen);

}  // namespace lathe::gui
