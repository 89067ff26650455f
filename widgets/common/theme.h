// SPDX-License-Identifier: GPL-3.0-or-later
// The look of Lathe: one set of colours for light and one for dark, one accent, one spacing unit.
//
// Applied once to the application (applyTheme) and again whenever the person or the system changes it; widgets that
// paint for themselves ask themeColors() while they paint, so that they follow. GUI thread only.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

class QApplication;

namespace lathe::gui {

// The spacing unit in device-independent pixels; margins and gaps are multiples (or the half) of it.
inline constexpr int spacing = 8;
inline constexpr int cornerRadius = 5;

enum class ThemeChoice { system, light, dark };
QString nameOf(ThemeChoice choice);                    // "system", "light", "dark"
ThemeChoice themeChoiceFromName(const QString& name);  // anything else: system

struct ThemeColors {
    QColor window;     // behind everything
    QColor panel;      // lists, editors, charts
    QColor raised;     // bars, buttons, headers, alternate rows
    QColor border;     // decorative lines between areas
    QColor control;    // outlines of controls: 3:1 against panel and window
    QColor text;       // 4.5:1 against window, panel, raised and selection
    QColor mutedText;  // 4.5:1 against window, panel and raised
    QColor accent;     // the one accent: 4.5:1 against window and panel as text
    QColor onAccent;   // text on accent
    QColor selection;  // background of selected rows; `text` stays readable on it
    QColor hover;      // background under the pointer
    QColor good;       // succeeded: 4.5:1 against panel as text, as are the next two
    QColor warning;
    QColor bad;
    QColor warningFill;  // background of a warning banner; `text` is readable on it
    QColor badFill;
};
const ThemeColors& themeColors(bool dark);
// The colours of the theme that a palette belongs to.
const ThemeColors& themeColors(const QPalette& palette);
bool isDark(const QPalette& palette);

QPalette themePalette(bool dark);
QString themeStyleSheet(bool dark);

// Whether the desktop asks for dark, as far as it can be told without waiting: QStyleHints (Qt 6.5), GTK_THEME, or the
// palette the platform gave before any theme was applied.
bool systemIsDark();

// Fusion with Lathe's icons, palette, style sheet and fonts. May be called again at any time.
void applyTheme(QApplication& app, ThemeChoice choice);
ThemeChoice appliedTheme();

QFont monospaceFont();  // for values, keys, logs
QFont headingFont();    // titles of empty states and panels

// Ratio of luminances as WCAG 2.1 defines it, from 1 to 21.
double contrastRatio(const QColor& a, const QColor& b);

}  // namespace lathe::gui
