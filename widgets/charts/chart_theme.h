// SPDX-License-Identifier: GPL-3.0-or-later
// Colours of a chart, all taken from the palette, so that light and dark follow the application.
#pragma once

#include <QColor>
#include <QPalette>

namespace lathe::gui {

struct ChartTheme {
    QColor background;
    QColor text;
    QColor faintText;  // tick labels, hints: still readable (4.5:1)
    QColor grid;       // hairlines
    QColor axis;
    QColor accent;
    QColor panel;  // behind a read-out
    bool dark = false;

    static ChartTheme of(const QPalette& palette);
};

// `amount` of `over` on `under`: opaque, so that many lines draw fast.
QColor mixed(const QColor& under, const QColor& over, double amount);

}  // namespace lathe::gui
