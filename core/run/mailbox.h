// SPDX-License-Identifier: GPL-3.0-or-later
// Newest events for a window: bounded, filled by training and writer threads, drained by one timer. On overflow it
// keeps the newest points of each series, because the record on disk is lossless anyway.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "core/store/event_file.h"

namespace lathe::run {

// One metric of one trial.
struct SeriesKey {
    int trial = 0;
    std::string metric;
    friend auto operator<=>(const SeriesKey&, const SeriesKey&) = default;
};

// Every method: any thread.
class Mailbox {
  public:
    // Keeps so many points of each series, and at most twice as many lines of log.
    explicit Mailbox(std::size_t points_per_series = 4096) : capacity_(points_per_series) {}

    // Appends to a series; where that becomes too long, its oldest points fall out.
    void put(const SeriesKey& key, const std::vector<store::ScalarPoint>& points);
    // Appends a line of the trial's log; where there are too many lines, the oldest of all trials fall out.
    void put_log(int trial, const std::string& line);

    // What came since the last drain.
    struct Batch {
        std::map<SeriesKey, std::vector<store::ScalarPoint>> points;
        std::vector<std::pair<int, std::string>> log;
        std::uint64_t dropped = 0;                                    // points that fell out since the last drain
        bool empty() const { return points.empty() && log.empty(); }  // nothing came; what was dropped does not count
    };
    // Everything since the last drain; one short lock.
    Batch drain();

  private:
    std::mutex mutex_;
    std::size_t capacity_;
    Batch batch_;
};

}  // namespace lathe::run
