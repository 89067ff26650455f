// SPDX-License-Identifier: GPL-3.0-or-later
// A process for trials: `lathectl worker`, which runs one trial after another for the session that started it.
#pragma once

#include <memory>
#include <string>

#include "core/base/error.h"
#include "core/base/shared_blocks.h"
#include "core/run/child_process.h"
#include "core/run/wire.h"

namespace lathe::run {

// Its destructor kills it, with all that it started, and waits for its end.
class WorkerProcess {
  public:
    // Starts a worker process. `program`: path of lathectl. `visible_gpus`: its CUDA_VISIBLE_DEVICES; empty: it sees
    // none, so that a worker on the CPU cannot take memory there. `data`: what it shares with the other workers of its
    // session; nullptr: nothing. It dies with the thread that calls this.
    static Result<std::unique_ptr<WorkerProcess>> start(const std::string& program, std::string visible_gpus,
                                                        const SharedBlocks* data);
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    // The socket by which it is asked to run a trial, and answers by lines (wire.h).
    LineSocket& socket() { return socket_; }
    const std::string& visible_gpus() const { return visible_gpus_; }  // as given to start()
    // Whether it has not ended yet; end() says how it did.
    bool is_alive() const { return !child_.has_ended(); }

    // Kills it where it has not ended by itself, and says how it ended: "was killed by signal 11 (SIGSEGV, Segmentation
    // fault)".
    std::string end();
    // Whether SIGKILL ended it; once end() has been called.
    bool was_killed() const { return was_killed_; }

  private:
    WorkerProcess(ChildProcess child, int socket, std::string visible_gpus);

    ChildProcess child_;
    LineSocket socket_;
    std::string visible_gpus_;
    bool was_killed_ = false;
    long out_of_memory_kills_;  // of the whole machine, when it was started
};

}  // namespace lathe::run
