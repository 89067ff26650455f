// SPDX-License-Identifier: GPL-3.0-or-later
// Notices each change of a queue, whichever process makes it.
#pragma once

#include <utility>

#include "core/queue/queue.h"

namespace lathe::queue {

// One thread.
class QueueWatch {
  public:
    // Begins to watch. Makes the queue's folder when it is missing.
    static Result<QueueWatch> open(const Queue& queue);
    QueueWatch(QueueWatch&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    QueueWatch& operator=(QueueWatch&&) = delete;
    ~QueueWatch();

    int descriptor() const { return fd_; }  // readable when something has changed

    // Takes back what made descriptor() readable, so that it waits for the next change. To be called before the queue
    // is read again. Returns at once.
    void take_events();

  private:
    explicit QueueWatch(int fd) : fd_(fd) {}
    int fd_;
};

}  // namespace lathe::queue
