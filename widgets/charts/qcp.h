// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that includes QCustomPlot, whose header uses the bare words that QT_NO_KEYWORDS takes away. Its Qt
// headers come first, so that the words are macros for nothing but itself.
#pragma once

#include <QtPrintSupport/QtPrintSupport>
#include <QtWidgets/QtWidgets>

#pragma GCC system_header

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach
