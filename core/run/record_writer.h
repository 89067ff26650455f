// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "core/run/trial_recorder.h"

namespace lathe::run {

// Drains the recorders of a session's trials, on one thread at a low priority. Every method: any thread.
class RecordWriter {
  public:
    // Starts the thread.
    RecordWriter();
    ~RecordWriter();

    // Drains this recorder several times a second, from now on until it is removed.
    void add(std::shared_ptr<TrialRecorder> recorder);
    // The recorder is not drained any more; a draining that is under way may still end afterwards. What it holds then
    // is for the caller to flush.
    void remove(const std::shared_ptr<TrialRecorder>& recorder);

  private:
    void run(std::stop_token stop);

    std::mutex mutex_;  // guards recorders_; not held while they are drained
    std::condition_variable_any wake_;
    std::vector<std::shared_ptr<TrialRecorder>> recorders_;
    std::jthread thread_;  // last: it uses all the others
};

}  // namespace lathe::run
