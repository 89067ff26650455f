// SPDX-License-Identifier: GPL-3.0-or-later
// A finder at work on a thread of its own. What it has found so far waits until the window takes it, so that there is
// no signal per step.
#pragma once

#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include <QPointF>

#include "app/find.h"

namespace lathe::gui {

class FinderJob {
  public:
    using Options = std::variant<train::LearningRateFinderOptions, train::BatchSizeFinderOptions>;
    using Answer = std::variant<Errors, train::LearningRateCurve, train::BatchSizeSearch>;

    struct News {
        int done = 0;
        int of = 0;                                // 0: it has not begun to train
        std::vector<QPointF> steps;                // learning rate and loss
        std::vector<train::BatchSizeTrial> sizes;  // those tried
        std::optional<Answer> answer;              // it is over; of one that was stopped it means nothing
    };

    // `services` and what `engine` needs outlive this.
    FinderJob(search::Experiment experiment, Options options, const run::SessionServices& services,
              EngineSource engine);
    // Stops at the next batch and waits for it.
    ~FinderJob() = default;

    void stop() { thread_.request_stop(); }
    bool isStopping() const { return thread_.get_stop_token().stop_requested(); }
    // What is new since the last call.
    News take();

  private:
    Answer work(const search::Experiment& experiment, const Options& options, const run::SessionServices& services,
                const EngineSource& engine, const std::stop_token& stop);

    std::mutex mutex_;
    News news_;
    std::jthread thread_;
};

}  // namespace lathe::gui
