// SPDX-License-Identifier: GPL-3.0-or-later
// Colour of a value from worst (0) to best (1): even to the eye, told apart by the common forms of colour blindness,
// and the best stands out most from its background.
#pragma once

#include <algorithm>
#include <array>

#include <QColor>

namespace lathe::gui {

class ColorRamp {
  public:
    static constexpr int levels = 64;

    explicit ColorRamp(bool dark = false);
    // Negative: there is no value.
    int level(float quality) const {
        return quality < 0 ? -1 : std::min(levels - 1, static_cast<int>(quality * levels));
    }
    QColor color(int level) const { return level < 0 ? none_ : colors_[static_cast<std::size_t>(level)]; }
    QColor of(float quality) const { return color(level(quality)); }

  private:
    std::array<QColor, levels> colors_;
    QColor none_;
};

}  // namespace lathe::gui
