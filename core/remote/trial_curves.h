// SPDX-License-Identifier: GPL-3.0-or-later
// The curves of one trial, read from its event files as they grow, and given as a screen shows them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/store/event_file.h"
#include "core/store/series.h"
#include "core/store/trial_curves_reader.h"

namespace lathe::remote {

// Steps from `from` to `to`, both included, in so many columns of equal width.
struct CurveRange {
    std::int64_t from = 0;
    std::int64_t to = 0;
    int columns = 0;
};

// One thread at a time.
class TrialCurves {
  public:
    // Reads nothing yet.
    explicit TrialCurves(std::filesystem::path trial_folder);

    // Takes what has come since the last call.
    void read();

    // A number that becomes another when the trial was gone on with from a checkpoint, or its study was removed and
    // another has its name: points that were given before may count no more. The same for every reader of the same
    // files; below 2^52.
    std::uint64_t generation() const { return generation_; }
    // The names of the metrics that have points; their x is the step.
    std::vector<std::string> metrics() const;
    // The points of a metric; nullptr: there is none of this name.
    const store::Series* find(const std::string& metric) const;

    // The points of a range to draw, as Series::sample() picks them, at most four a column and two more. In the order
    // of their steps.
    std::vector<store::ScalarPoint> sample(const std::string& metric, const CurveRange& range) const;
    // How many points of a metric the range has.
    std::size_t count(const std::string& metric, const CurveRange& range) const;
    std::size_t points() const;  // of all metrics

  private:
    struct Curve {
        store::Series series;
        std::vector<double> times;  // of its points
    };
    std::uint64_t generation_of_files() const;
    void take(const store::ScalarSeries& series);

    std::filesystem::path folder_;
    store::TrialCurvesReader reader_;
    std::map<std::string, Curve> curves_;
    std::uint64_t generation_ = 0;
};

}  // namespace lathe::remote
