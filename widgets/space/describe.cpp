// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/space/describe.h"

#include <cmath>

#include <QLocale>
#include <QStringList>

namespace lathe::gui {

QString yamlNumberText(double value) {
    const double size = std::abs(value);
    const bool scientific = (size > 0 && size < 1e-2) || size >= 1e7;
    if (!scientific) {
        QString text = QString::number(value, 'g', QLocale::FloatingPointShortest);
        if (value == std::floor(value) && !text.contains('.') && !text.contains('e')) text += ".0";
        return text;
    }
    // "1e-04" -> "1e-4"
    QString text = QString::number(value, 'e', QLocale::FloatingPointShortest);
    const auto e = text.indexOf('e');
    const int exponent = text.mid(e + 1).toInt();
    return text.left(e) + "e" + QString::number(exponent);
}

QString shortNumberText(double value) {
    QString text = yamlNumberText(value);
    if (text.endsWith(".0")) text.chop(2);
    return text;
}

QString describe(const space::Distribution& distribution) {
    using space::Kind;
    const auto name = name_of(distribution.kind);
    const QString kind = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    if (distribution.kind == Kind::choice) {
        QStringList names;
        for (const auto& branch : distribution.branches)
            names << QString::fromStdString(branch.name.empty() ? config::to_yaml_inline(branch.value) : branch.name);
        return kind + ": " + names.join(", ");
    }
    const QString low = shortNumberText(distribution.a);
    const QString high = shortNumberText(distribution.b);
    QString text = space::is_bounded(distribution.kind) ? QStringLiteral("%1 %2 .. %3").arg(kind, low, high)
                                                        : QStringLiteral("%1 %2 \u00b1 %3").arg(kind, low, high);
    if (space::is_quantised(distribution.kind)) text += " step " + shortNumberText(distribution.q);
    return text;
}

}  // namespace lathe::gui
