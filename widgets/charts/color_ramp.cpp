// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/color_ramp.h"

#include "widgets/charts/chart_theme.h"

namespace lathe::gui {

namespace {

// Ochre to teal to deep blue on light, violet to orange to pale yellow on dark; lightness falls (rises) all the way,
// and the worst, too, stands out from the background by 3:1.
constexpr std::array<QRgb, 5> ramp_on_light{0xffb28b3e, 0xff748a45, 0xff2f7f73, 0xff1c6289, 0xff0f3f7d};
constexpr std::array<QRgb, 5> ramp_on_dark{0xff7d6aa8, 0xffb0609f, 0xffd4677c, 0xfff09a4a, 0xfffdf0a0};

}  // namespace

ColorRamp::ColorRamp(bool dark) : none_(dark ? QColor(0x6a, 0x6d, 0x74) : QColor(0x8b, 0x8f, 0x97)) {
    const auto& stops = dark ? ramp_on_dark : ramp_on_light;
    for (int i = 0; i < levels; ++i) {
        const double at = double(i) / (levels - 1) * (stops.size() - 1);
        const auto stop = std::min<std::size_t>(static_cast<std::size_t>(at), stops.size() - 2);
        colors_[static_cast<std::size_t>(i)] =
            mixed(QColor::fromRgb(stops[stop]), QColor::fromRgb(stops[stop + 1]), at - double(stop));
    }
}

}  // namespace lathe::gui
