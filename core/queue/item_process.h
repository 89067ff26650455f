// SPDX-License-Identifier: GPL-3.0-or-later
// The process that runs one item, in a group of its own. It holds the item's lock, too, so that the item stays locked
// as long as either it or its runner lives.
#pragma once

#include <sys/types.h>
#include <string>

#include "core/queue/queue.h"
#include "core/queue/runner.h"

namespace lathe::queue {

// Movable; one thread at a time.
class ItemProcess {
  public:
    // Starts a process that runs a taken item. Its output goes to the item's log.
    static Result<ItemProcess> start(const Queue& queue, const TakenItem& taken, const RunnerOptions& options);
    ItemProcess(ItemProcess&& other) noexcept;
    ItemProcess& operator=(ItemProcess&& other) noexcept;
    ~ItemProcess();  // leaves it running

    int descriptor() const { return fd_; }  // readable when it has ended

    // Returns at once.
    bool has_ended();
    // How it ended, as waitpid() tells it; only once it has.
    int status() const { return status_; }

    // To this process alone, not to its group; nothing happens once it has ended.
    void send(int signal) const;

  private:
    ItemProcess(pid_t pid, int fd) : pid_(pid), fd_(fd) {}
    pid_t pid_;
    int fd_;
    bool ended_ = false;
    int status_ = 0;
};

}  // namespace lathe::queue
