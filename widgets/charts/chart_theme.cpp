// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_theme.h"

#include "widgets/common/theme.h"

namespace lathe::gui {

QColor mixed(const QColor& under, const QColor& over, double amount) {
    const auto blend = [amount](double a, double b) { return static_cast<float>(a + (b - a) * amount); };
    return QColor::fromRgbF(blend(under.redF(), over.redF()), blend(under.greenF(), over.greenF()),
                            blend(under.blueF(), over.blueF()));
}

ChartTheme ChartTheme::of(const QPalette& palette) {
    ChartTheme theme;
    theme.background = palette.color(QPalette::Base);
    theme.text = palette.color(QPalette::Text);
    theme.faintText = mixed(theme.background, theme.text, 0.68);
    theme.grid = mixed(theme.background, theme.text, 0.09);
    theme.axis = mixed(theme.background, theme.text, 0.28);
    theme.accent = palette.color(QPalette::Link);  // the highlight is the pale background of what is selected
    theme.dark = contrastRatio(theme.background, Qt::black) < contrastRatio(theme.text, Qt::black);
    theme.panel = mixed(theme.background, theme.text, theme.dark ? 0.10 : 0.03);
    return theme;
}

}  // namespace lathe::gui
