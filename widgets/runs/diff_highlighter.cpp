// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/diff_highlighter.h"

#include <QGuiApplication>

#include "widgets/common/theme.h"

namespace lathe::gui {

void DiffHighlighter::setActive(bool active) {
    if (active_ == active) return;
    active_ = active;
    rehighlight();
}

void DiffHighlighter::highlightBlock(const QString& text) {
    if (!active_ || text.isEmpty()) return;
    const ThemeColors& colors = themeColors(QGuiApplication::palette());
    QTextCharFormat format;
    if (text.startsWith(QLatin1String("@@")) || text.startsWith(QLatin1String("---")) ||
        text.startsWith(QLatin1String("+++")))
        format.setForeground(colors.mutedText);
    else if (text.startsWith(QLatin1Char('+'))) format.setForeground(colors.good);
    else if (text.startsWith(QLatin1Char('-'))) format.setForeground(colors.bad);
    else return;
    setFormat(0, static_cast<int>(text.size()), format);
}

}  // namespace lathe::gui
