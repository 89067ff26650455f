// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/series_style.h"

#include <array>

#include <QList>

namespace lathe::gui {

namespace {

constexpr std::array<QRgb, 8> series_on_light{0xff0072b2, 0xffd55e00, 0xff00855f, 0xffb4508c,
                                              0xffa87400, 0xff2a8fc7, 0xff6a3d9a, 0xff6b6b6b};
constexpr std::array<QRgb, 8> series_on_dark{0xff5aa9f0, 0xffff8a3d, 0xff2cc79a, 0xffe58cc0,
                                             0xffe8b53a, 0xff7fd4ff, 0xffb79cf5, 0xffb5b5b5};

const std::array<QList<qreal>, 4> dashes{QList<qreal>{}, {6, 3}, {2, 2}, {8, 3, 2, 3}};

std::size_t wrapped(int value, std::size_t count) {
    const int n = static_cast<int>(count);
    return static_cast<std::size_t>((value % n + n) % n);
}

}  // namespace

int seriesColorCount() {
    return static_cast<int>(series_on_light.size());
}

QColor seriesColor(int run, bool dark) {
    const auto& colors = dark ? series_on_dark : series_on_light;
    return QColor::fromRgb(colors[wrapped(run, colors.size())]);
}

QPen dashedPen(int pattern, double width) {
    QPen pen(Qt::black, width);
    pen.setCosmetic(true);
    pen.setJoinStyle(Qt::RoundJoin);
    const auto& dash = dashes[wrapped(pattern, dashes.size())];
    if (!dash.isEmpty()) pen.setDashPattern(dash);
    return pen;
}

QPen seriesPen(int run, bool dark, double width) {
    QPen pen = dashedPen(run / seriesColorCount(), width);
    pen.setColor(seriesColor(run, dark));
    return pen;
}

}  // namespace lathe::gui
