// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"

#include <cmath>

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPixmapCache>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>

#include "widgets/common/icon_style.h"
#include "widgets/common/resources.h"

namespace lathe::gui {
namespace {

const ThemeColors light_colors{
    .window = QColor(0xf5, 0xf6, 0xf8),
    .panel = QColor(0xff, 0xff, 0xff),
    .raised = QColor(0xec, 0xee, 0xf2),
    .border = QColor(0xd9, 0xdd, 0xe4),
    .control = QColor(0x86, 0x8e, 0x9c),
    .text = QColor(0x1b, 0x1f, 0x27),
    .mutedText = QColor(0x55, 0x5d, 0x6c),
    .accent = QColor(0x2a, 0x5b, 0xcb),
    .onAccent = QColor(0xff, 0xff, 0xff),
    .selection = QColor(0xd9, 0xe5, 0xfc),
    .hover = QColor(0xe6, 0xea, 0xf1),
    .good = QColor(0x17, 0x74, 0x45),
    .warning = QColor(0x85, 0x56, 0x00),
    .bad = QColor(0xb8, 0x2c, 0x26),
    .warningFill = QColor(0xfd, 0xf1, 0xd8),
    .badFill = QColor(0xfc, 0xe6, 0xe4),
};

const ThemeColors dark_colors{
    .window = QColor(0x15, 0x17, 0x1c),
    .panel = QColor(0x1c, 0x1f, 0x26),
    .raised = QColor(0x25, 0x29, 0x32),
    .border = QColor(0x33, 0x39, 0x45),
    .control = QColor(0x6e, 0x77, 0x88),
    .text = QColor(0xe6, 0xe9, 0xef),
    .mutedText = QColor(0xa3, 0xab, 0xba),
    .accent = QColor(0x82, 0xaa, 0xfb),
    .onAccent = QColor(0x10, 0x13, 0x1a),
    .selection = QColor(0x2b, 0x3c, 0x62),
    .hover = QColor(0x2b, 0x30, 0x3b),
    .good = QColor(0x62, 0xd0, 0x94),
    .warning = QColor(0xe9, 0xb9, 0x62),
    .bad = QColor(0xff, 0x90, 0x86),
    .warningFill = QColor(0x3b, 0x30, 0x1a),
    .badFill = QColor(0x44, 0x24, 0x24),
};

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

ThemeChoice& applied() {
    static ThemeChoice choice = ThemeChoice::system;
    return choice;
}

}  // namespace

QString nameOf(ThemeChoice choice) {
    switch (choice) {
        case ThemeChoice::light: return QStringLiteral("light");
        case ThemeChoice::dark: return QStringLiteral("dark");
        case ThemeChoice::system: break;
    }
    return QStringLiteral("system");
}

ThemeChoice themeChoiceFromName(const QString& name) {
    if (name == QLatin1String("light")) return ThemeChoice::light;
    if (name == QLatin1String("dark")) return ThemeChoice::dark;
    return ThemeChoice::system;
}

const ThemeColors& themeColors(bool dark) {
    return dark ? dark_colors : light_colors;
}

const ThemeColors& themeColors(const QPalette& palette) {
    return themeColors(isDark(palette));
}

bool isDark(const QPalette& palette) {
    return luminance(palette.color(QPalette::Active, QPalette::Window)) <
           luminance(palette.color(QPalette::Active, QPalette::WindowText));
}

QPalette themePalette(bool dark) {
    const ThemeColors& c = themeColors(dark);
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.panel);
    palette.setColor(QPalette::AlternateBase, dark ? c.panel.lighter(112) : c.window);
    palette.setColor(QPalette::ToolTipBase, c.raised);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::PlaceholderText, c.mutedText);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::Button, c.raised);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.bad);
    palette.setColor(QPalette::Light, c.panel);
    palette.setColor(QPalette::Midlight, c.raised);
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, c.control);
    palette.setColor(QPalette::Shadow, dark ? QColor(0, 0, 0) : c.control);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    const QColor disabled = dark ? QColor(0x74, 0x7c, 0x8b) : QColor(0x8a, 0x91, 0x9e);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, disabled);
    return palette;
}

QString themeStyleSheet(bool dark) {
    initResources();
    QFile file(QStringLiteral(":/lathe/themes/lathe.qss"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const ThemeColors& c = themeColors(dark);
    const std::pair<const char*, QString> values[] = {
        {"@warningFill", c.warningFill.name()},
        {"@mutedText", c.mutedText.name()},
        {"@selection", c.selection.name()},
        {"@onAccent", c.onAccent.name()},
        {"@badFill", c.badFill.name()},
        {"@disabled", themePalette(dark).color(QPalette::Disabled, QPalette::Text).name()},
        {"@warning", c.warning.name()},
        {"@control", c.control.name()},
        {"@accent", c.accent.name()},
        {"@window", c.window.name()},
        {"@raised", c.raised.name()},
        {"@border", c.border.name()},
        {"@panel", c.panel.name()},
        {"@hover", c.hover.name()},
        {"@text", c.text.name()},
        {"@bad", c.bad.name()},
        {"@radius", QString::number(cornerRadius) + QStringLiteral("px")},
        {"@theme", dark ? QStringLiteral("dark") : QStringLiteral("light")},
    };
    for (const auto& [name, value] : values) sheet.replace(QLatin1String(name), value);
    return sheet;
}

bool systemIsDark() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (const auto scheme = QGuiApplication::styleHints()->colorScheme(); scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    const QByteArray gtk = qgetenv("GTK_THEME").toLower();
    if (!gtk.isEmpty()) return gtk.endsWith(":dark") || gtk.endsWith("-dark");
    // The platform's own palette, taken before ours replaced it.
    static const bool dark = isDark(QGuiApplication::palette());
    return dark;
}

void applyTheme(QApplication& app, ThemeChoice choice) {
    const bool system_dark = systemIsDark();
    const bool dark = choice == ThemeChoice::dark || (choice == ThemeChoice::system && system_dark);
    applied() = choice;
    if (!app.property("latheStyle").toBool()) {
        QApplication::setStyle(new IconStyle(QStyleFactory::create(QStringLiteral("Fusion"))));
        app.setProperty("latheStyle", true);
    }
    QPixmapCache::clear();
    QApplication::setPalette(themePalette(dark));
    app.setStyleSheet(themeStyleSheet(dark));
}

ThemeChoice appliedTheme() {
    return applied();
}

QFont monospaceFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    font.setStyleHint(QFont::Monospace);
    return font;
}

QFont headingFont() {
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setWeight(QFont::DemiBold);
    return font;
}

double contrastRatio(const QColor& a, const QColor& b) {
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace lathe::gui
