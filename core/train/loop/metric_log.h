// SPDX-License-Identifier: GPL-3.0-or-later
// The newest value of everything that a training logs, and the way into the trial's record.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "core/run/trial_body.h"

namespace lathe::train {

// Values by name, such as "val_loss".
using Metrics = std::map<std::string, double>;

// Used by one thread.
class MetricLog {
  public:
    // `sink` may be null and outlives the log.
    explicit MetricLog(run::MetricSink* sink) : sink_(sink) {}

    // Records a value and makes it the newest of its metric. A step has one value: of two reports at one step the
    // record keeps the first, newest() the second (the epoch is logged with the training loss and again with the
    // validation).
    void report(const std::string& metric, std::int64_t step, double value);
    // report() of each of them, at one step.
    void report_all(const Metrics& values, std::int64_t step);
    // Adds a line to the trial's log.txt, without a line break. Nothing happens when there is no sink.
    void line(const std::string& line);
    // Adds each line of a text by itself.
    void lines(const std::string& text);

    // The newest value of each metric, also where there is no sink.
    const Metrics& newest() const { return newest_; }
    // Sets what newest() says until values are reported anew; for a training that begins or goes on.
    void set_newest(Metrics metrics) { newest_ = std::move(metrics); }

    // The sink; may be null.
    run::MetricSink* sink() const { return sink_; }

  private:
    struct Series {
        run::SeriesId id;
        std::int64_t written;  // the last step
    };
    run::MetricSink* sink_;
    Metrics newest_;
    std::map<std::string, Series> series_;
};

}  // namespace lathe::train
