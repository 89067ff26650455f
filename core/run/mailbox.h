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

struct SeriesKey {
    int trial = 0;
    std::string metric;
    friend auto operator<=>(const SeriesKey&, const SeriesKey&) = default;
};

class Mailbox {
  public:
    explicit Mailbox(std::size_t points_per_series = 4096) : capacity_(points_per_series) {}

    void put(const SeriesKey& key, const std::vector<store::ScalarPoint>& points);
    void put_log(int trial, const std::string& line);

    struct Batch {
        std::map<SeriesKey, std::vector<store::ScalarPoint>> points;
        std::vector<std::pair<int, std::string>> log;
        std::uint64_t dropped = 0;  // points that fell out since the last drain
        bool empty() const { return points.empty() && log.empty(); }
    };
    // Everything since the last drain; one short lock.
    Batch drain();

  private:
    std::mutex mutex_;
    std::size_t capacity_;
    Batch batch_;
};

}  // namespace lathe::run
