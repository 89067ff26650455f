// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_export.h"

#include <cmath>

#include <QLocale>

#include "core/base/csv.h"

namespace lathe::gui {

QString csvField(const QString& text) {
    return QString::fromStdString(csv_cell(text.toStdString()));
}

QString csvNumber(double value) {
    if (std::isnan(value)) return QStringLiteral("NaN");
    if (std::isinf(value)) return value > 0 ? QStringLiteral("Infinity") : QStringLiteral("-Infinity");
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

}  // namespace lathe::gui
