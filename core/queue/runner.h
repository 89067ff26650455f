// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the queue: each item in a process of its own, which outlives the runner if that is killed.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/queue/queue.h"

namespace lathe::queue {

// How a queue is run.
struct RunnerOptions {
    // What runs an item: this program, these arguments, and then the item's number and the descriptor of its lock.
    std::string program;
    std::vector<std::string> arguments;
    std::vector<std::string> more_arguments;  // after those
    int at_once = 1;                          // of the whole queue, so that a second runner only stands by
    bool stay = false;                        // also when nothing waits: something may be added
};

// Runs items one after another, or several at once.
class Runner {
  public:
    // After its start, when it is being stopped, and after its end; once more when something joins its message after
    // that.
    using Say = std::function<void(const Item& item)>;

    // Starts nothing; run() does. `say` is called by the thread that calls run().
    Runner(Queue queue, RunnerOptions options, Say say);
    ~Runner();

    // Runs items until nothing waits and nothing runs, by whomever it was started; with `stay` until it is stopped. The
    // error: the queue cannot be read or written; what it started has ended then, too.
    Result<void> run();
    // Has run() stop its items, which stay resumable and go back to their places, and return. Any thread; also before
    // run().
    void stop();

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lathe::queue
