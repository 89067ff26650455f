// SPDX-License-Identifier: GPL-3.0-or-later
// Colour and dash pattern of a run's line: the same for the same run id everywhere and always.
#pragma once

#include <QColor>
#include <QPen>

namespace lathe::gui {

constexpr double curveWidth = 1.5;  // pixels, of a line that neither stands out nor is one of many

// Eight hues that the common forms of colour blindness keep apart (after Okabe and Ito, shifted until each stands out
// from the background by 3:1 or more); after each eight runs the dash pattern changes.
QColor seriesColor(int run, bool dark);
int seriesColorCount();
// A pen of the given width; dash patterns scale with it. Cosmetic.
QPen seriesPen(int run, bool dark, double width = 1);
// The same with one of the dash patterns alone, in black; the first is a solid line.
QPen dashedPen(int pattern, double width = 1);

}  // namespace lathe::gui
