// SPDX-License-Identifier: GPL-3.0-or-later
// The points behind the curves, without a window: what each run recorded, and the series to draw for the chosen x axis
// and smoothing, brought up to date point by point. GUI thread (or any one thread).
#pragma once

#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/store/event_file.h"
#include "core/store/series.h"
#include "widgets/charts/smoothing.h"

namespace lathe::gui {

enum class CurveX { step, epoch, relative, wall };

struct CurveSettings {
    CurveX x = CurveX::step;
    double smoothing = 0.6;  // weight in [0, 1]; 0: none
    bool logY = false;       // values at or below 0 become gaps, as -infinity
    // Curves of fewer points than this are drawn as they were recorded, whatever the weight.
    std::size_t smoothFrom = 0;
    friend bool operator==(const CurveSettings&, const CurveSettings&) = default;
};

// Where a run is in epochs at a step: straight lines between the first steps at which each value of its "epoch" metric
// was recorded, which goes on beyond the last at the last slope.
class EpochScale {
  public:
    // True when positions that were given out before changed.
    bool add(const store::ScalarPoint& point);
    double at(std::int64_t step) const;  // NaN when nothing is known

  private:
    struct Knot {
        std::int64_t step;
        double epoch;
    };
    std::vector<Knot> knots_;  // by step
};

// One metric of one run.
class Curve {
  public:
    void add(const std::vector<store::ScalarPoint>& points);
    // The trial goes on from an earlier step: once a point at or before the last one comes, those from its step on
    // count no more.
    void restart() { restarts_ = true; }
    const std::vector<store::ScalarPoint>& points() const { return points_; }

    // Brings raw() and smooth() up to date. O(points added since), unless settings changed or a point came out of
    // order.
    void build(const CurveSettings& settings, const EpochScale& epochs, double start);
    void invalidate() { built_ = 0; }

    const store::Series& raw() const { return raw_; }
    const store::Series& smooth() const { return smooth_; }  // equals raw() in content when it is not smoothed
    bool isSmoothed() const { return settings_.smoothing > 0 && !plain_; }
    // Recorded values in the order of raw(), before the log axis took those at or below 0 away.
    double recorded(std::size_t i) const { return points_[order_.empty() ? i : order_[i]].value; }
    const store::ScalarPoint& point(std::size_t i) const { return points_[order_.empty() ? i : order_[i]]; }

  private:
    double xOf(const store::ScalarPoint& point, const EpochScale& epochs, double start) const;
    void rebuild(const EpochScale& epochs, double start);
    void append(double x, double y);

    std::vector<store::ScalarPoint> points_;  // as they came; those without an x are left out of the series
    std::vector<std::uint32_t> order_;        // of the series into points_; empty: the same
    std::size_t built_ = 0;
    CurveSettings settings_;
    store::Series raw_;
    store::Series smooth_;
    Smoother smoother_{0};
    bool constant_ = true;
    bool plain_ = true;  // smooth() is raw(): it is constant so far, or has too few points
    bool restarts_ = false;
};

// Everything recorded of one run.
struct CurveRun {
    std::map<std::string, Curve> metrics;
    EpochScale epochs;
    double start = std::numeric_limits<double>::infinity();  // earliest wall time
};

class CurveData {
  public:
    void add(int run, const std::string& metric, const std::vector<store::ScalarPoint>& points);
    void restart(int run);  // as Curve, for all of its metrics
    void remove(int run) { runs_.erase(run); }
    void clear() { runs_.clear(); }

    const std::map<int, CurveRun>& runs() const { return runs_; }
    // The curve, built for the settings; nullptr when the run has no such metric.
    const Curve* curve(int run, const std::string& metric, const CurveSettings& settings);

  private:
    std::map<int, CurveRun> runs_;
};

// The values at the given shares (0 to 1) of the finite ones, linear between ranks; NaN when there are none. Reorders.
std::pair<double, double> quantiles(std::vector<double>& values, double low, double high);

}  // namespace lathe::gui
