// SPDX-License-Identifier: GPL-3.0-or-later
// Which metric a curves chart shows: what the person chose, else what is wanted once there is some of it, else one that
// there is. No widgets.
#pragma once

#include <string>
#include <vector>

#include "widgets/charts/curve_data.h"

namespace lathe::gui {

class MetricChoice {
  public:
    // Empty: none yet.
    const std::string& shown() const { return shown_; }
    // What is wanted and is not shown, because nothing of it is there; empty: nothing is missing.
    std::string missing() const;

    void choose(const std::string& metric);  // by the person: it stays
    void want(const std::string& metric);    // by the program; it may have no points yet
    void arrive(const std::string& metric);  // the first points of a metric that was not there
    // All points that are there were given: where that metric has none, another is shown until it has some, of those
    // that tell which trial is better, if there is one. `metrics`: all, in their order.
    void settle(const CurveData& data, const std::vector<std::string>& metrics);
    void clear();  // of other runs from now on

  private:
    std::string shown_;
    std::string wanted_;
    bool chosen_ = false;  // by the person
};

}  // namespace lathe::gui
