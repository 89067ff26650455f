// A process for trials: `lathectl worker`, which runs one trial after another for the session that started it.
#pragma once

#include <sys/types.h>
#include <memory>
#include <string>

#include "core/base/error.h"
#include "core/run/wire.h"

namespace lathe::run {

// Its destructor kills it, with all that it started, and waits for its end.
class WorkerProcess {
  public:
    // `program`: path of lathectl. `visible_gpus`: its CUDA_VISIBLE_DEVICES; empty: it sees none, so that a worker on the
    // CPU cannot take memory there. It dies with the thread that calls this.
    static Result<std::unique_ptr<WorkerProcess>> start(const std::string& program, std::string visible_gpus);
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    // Asked to run a trial, it answers by lines (wire.h).
    LineSocket& socket() { return socket_; }
    const std::string& visible_gpus() const { return visible_gpus_; }
    bool is_alive();

    // Kills it where it has not ended by itself. How it ended, as a sentence: "the trial's process was killed by signal 11
    // (SIGSEGV, Segmentation fault)".
    std::string end();

  private:
    WorkerProcess(pid_t pid, int socket, std::string visible_gpus);

    pid_t pid_;
    LineSocket socket_;
    std::string visible_gpus_;
    bool is_reaped_ = false;
    bool is_ended_ = false;
    int status_ = 0;
    long out_of_memory_kills_;  // of the whole machine, when it was started
};

}  // namespace lathe::run
