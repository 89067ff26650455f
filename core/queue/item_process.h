// The process that runs one item, in a group of its own. It holds the item's lock, too, so that the item stays locked
// as long as either it or its runner lives.
#pragma once

#include <sys/types.h>
#include <string>

#include "core/queue/queue.h"
#include "core/queue/runner.h"

namespace lathe::queue {

class ProcessEnd {
  public:
    explicit ProcessEnd(int wait_status = 0) : status_(wait_status) {}
    int exit_code() const;    // 128 and the signal when one killed it, as shells have it
    std::string str() const;  // "was killed by SIGSEGV", "ended with exit code 2"

  private:
    int status_;
};

class ItemProcess {
  public:
    // Its output goes to the item's log.
    static Result<ItemProcess> start(const Queue& queue, const TakenItem& taken, const RunnerOptions& options);
    ItemProcess(ItemProcess&& other) noexcept;
    ItemProcess& operator=(ItemProcess&& other) noexcept;
    ~ItemProcess();  // leaves it running

    int descriptor() const { return fd_; }  // readable when it has ended
    bool has_ended();
    ProcessEnd end() const { return end_; }  // once it has
    void send(int signal) const;

  private:
    ItemProcess(pid_t pid, int fd) : pid_(pid), fd_(fd) {}
    pid_t pid_;
    int fd_;
    bool ended_ = false;
    ProcessEnd end_;
};

}  // namespace lathe::queue
