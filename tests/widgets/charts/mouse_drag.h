// SPDX-License-Identifier: GPL-3.0-or-later
// A drag of the mouse over a widget, for the tests of charts.
#pragma once

#include <QPoint>

class QWidget;

namespace lathe::test {

// With the left button, from one place of the widget to another, in four moves.
void dragMouse(QWidget* widget, const QPoint& from, const QPoint& to);

}  // namespace lathe::test
