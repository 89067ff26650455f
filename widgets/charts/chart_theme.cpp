#include "widgets/charts/chart_theme.h"

#include <algorithm>
#include <cmath>

namespace lathe::gui {

namespace {

// Relative luminance of WCAG 2.
double luminance(const QColor& color) {
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

}  // namespace

QColor mixed(const QColor& under, const QColor& over, double amount) {
    const auto blend = [amount](double a, double b) { return static_cast<float>(a + (b - a) * amount); };
    return QColor::fromRgbF(blend(under.redF(), over.redF()), blend(under.greenF(), over.greenF()),
                            blend(under.blueF(), over.blueF()));
}

double contrast(const QColor& a, const QColor& b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

ChartTheme ChartTheme::of(const QPalette& palette) {
    ChartTheme theme;
    theme.background = palette.color(QPalette::Base);
    theme.text = palette.color(QPalette::Text);
    theme.faintText = mixed(theme.background, theme.text, 0.68);
    theme.grid = mixed(theme.background, theme.text, 0.09);
    theme.axis = mixed(theme.background, theme.text, 0.28);
    theme.accent = palette.color(QPalette::Link);  // the highlight is the pale background of what is selected
    theme.dark = luminance(theme.background) < luminance(theme.text);
    theme.panel = mixed(theme.background, theme.text, theme.dark ? 0.10 : 0.03);
    return theme;
}

}  // namespace lathe::gui
