// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that any thread leaves and one thread, the consumer, carries out in their order.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

#include "core/run/session_status.h"

namespace lathe::run {

class CommandQueue {
  public:
    // What the consumer is to do.
    using Command = std::function<void()>;

    // Adds a command for the consumer. Any thread; returns at once.
    void post(Command command);
    // Tells the consumer to leave as soon as it can. What is posted all the same is still handed out. Any thread.
    void close();
    // Waits until the consumer has carried out all that was posted before, and the session neither runs nor is about
    // to; gives the state it came to. Any thread but the consumer.
    SessionState wait();

    // The commands that take() gives.
    struct Batch {
        std::deque<Command> commands;
        bool closed = false;  // from close() on
    };
    // Called by the consumer: waits for a command, for close(), or until `at_most` has passed; gives all the commands
    // there are. close() ends one wait only, so that a consumer which cannot leave yet does not turn in circles.
    Batch take(std::optional<std::chrono::milliseconds> at_most = {});
    // Called by the consumer: it has carried out `count` commands, and this is the state of the session now.
    void handled(std::size_t count, SessionState now);

  private:
    std::mutex mutex_;  // guards all below; held for an instant, never while a command is carried out
    std::condition_variable posted_wake_;
    std::condition_variable handled_wake_;
    std::deque<Command> commands_;
    std::uint64_t posted_ = 0;
    std::uint64_t handled_ = 0;
    SessionState state_ = SessionState::idle;  // after the handled commands
    bool closed_ = false;
    bool closing_is_news_ = false;  // the consumer was not told yet
};

}  // namespace lathe::run
