// SPDX-License-Identifier: GPL-3.0-or-later
// The range that two handles on a histogram show: which end is moved, how far it may go. No widgets.
#pragma once

#include <limits>
#include <optional>

#include "widgets/charts/chart_scale.h"

namespace lathe::gui {

class HistogramRange {
  public:
    enum class Handle { none, low, high };

    void set(std::optional<double> low, std::optional<double> high);
    // No end leaves these; either may be infinite.
    void setLimits(double low, double high);

    bool hasHandles() const { return low_ && high_; }
    std::optional<double> low() const { return low_; }
    std::optional<double> high() const { return high_; }
    double at(Handle handle) const { return handle == Handle::low ? *low_ : *high_; }
    bool contains(double value) const { return (!low_ || value >= *low_) && (!high_ || value <= *high_); }

    // Moves an end to a value as round as `pixels` of this scale can tell apart; false: it stays where it is, as when
    // it would pass the other end.
    bool move(Handle handle, double value, const ChartScale& scale, double pixels);
    bool isEdited() const { return edited_; }
    // The end of one edit; whether anything was moved.
    bool finish();

    Handle active() const { return active_; }  // the end that the keys move
    void setActive(Handle handle) { active_ = handle; }

  private:
    std::optional<double> low_;
    std::optional<double> high_;
    double lowest_ = -std::numeric_limits<double>::infinity();
    double highest_ = std::numeric_limits<double>::infinity();
    Handle active_ = Handle::low;
    bool edited_ = false;
};

}  // namespace lathe::gui
