// SPDX-License-Identifier: GPL-3.0-or-later
// Icons of Lathe's own, drawn as strokes in SVG (resources/icons) and coloured as the palette says when they are
// painted, so that they follow the theme, disabled and selected states, and the pixel ratio of the screen.
#pragma once

#include <QIcon>
#include <QString>

namespace lathe::gui {

// Which colour of the theme the strokes take.
enum class IconTone { text, muted, accent, onAccent, good, warning, bad };

// `name` without folder or suffix, e.g. "run". An unknown name gives a null icon (and a warning in the log).
QIcon icon(const QString& name, IconTone tone = IconTone::text);
// The program's own.
QIcon applicationIcon();

}  // namespace lathe::gui
