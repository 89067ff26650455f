// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/color_ramp.h"

#include "widgets/charts/chart_theme.h"

namespace lathe::gui {

namespace {

// Sand to teal to deep blue on light, dim violet to orange to pale yellow on dark; lightness falls (rises) all the way.
constexpr std::array<QRgb, 5> ramp_on_light{0xffe3cf9f, 0xffb4c08a, 0xff62a88f, 0xff1f7a94, 0xff0f3f7d};
constexpr std::array<QRgb, 5> ramp_on_dark{0xff4a3a66, 0xff7d3f7c, 0xffc4566b, 0xfff09a4a, 0xfffdf0a0};

}  // namespace

ColorRamp::ColorRamp(bool dark) : none_(dark ? QColor(0x6a, 0x6d, 0x74) : QColor(0xb0, 0xb4, 0xba)) {
    const auto& stops = dark ? ramp_on_dark : ramp_on_light;
    for (int i = 0; i < levels; ++i) {
        const double at = double(i) / (levels - 1) * (stops.size() - 1);
        const auto stop = std::min<std::size_t>(static_cast<std::size_t>(at), stops.size() - 2);
        colors_[static_cast<std::size_t>(i)] =
            mixed(QColor::fromRgb(stops[stop]), QColor::fromRgb(stops[stop + 1]), at - double(stop));
    }
}

}  // namespace lathe::gui
