// SPDX-License-Identifier: GPL-3.0-or-later
// A program of somebody's as a child: in a process group of its own, with its output in a pipe. Nothing that it starts
// outlives it, or Lathe: lathe-supervise stands between (app/supervise).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "core/base/error.h"
#include "core/run/child_process.h"

namespace lathe::run {

// How a program is started.
struct ProgramStart {
    std::string supervisor;              // the path of lathe-supervise
    std::vector<std::string> arguments;  // the program first; found by PATH when it has no slash
    std::vector<std::string> shown;      // the arguments as a record may hold them: without secrets
    std::vector<std::string> variables;  // NAME=VALUE, all that it gets
    std::string folder;                  // that it starts in
    int errors = -1;  // a descriptor for its standard error, which stays the caller's; -1: into the output
};

// One thread.
class SupervisedProcess {
  public:
    // Starts a program below a supervisor. The error says what is missing: the folder, the program, the right to run
    // it.
    static Result<SupervisedProcess> start(const ProgramStart& start);
    SupervisedProcess(SupervisedProcess&& other) noexcept;
    SupervisedProcess& operator=(SupervisedProcess&&) = delete;
    ~SupervisedProcess();  // kills all, and waits

    // Waits for output or the end, at most this long; appends to `output` what there is. False: it has ended with all
    // that it started, and there will be no more output.
    bool wait(std::chrono::milliseconds longest, std::string& output);
    // How the program ended, as waitpid() gives it, as soon as the program itself has; nullopt: it runs, or its
    // supervisor was killed.
    std::optional<int> status() const { return status_; }
    // Sends the signal to the program and what it has started in its process group, unless the program has ended.
    void signal_group(int number) const;
    // The process that all of them descend from.
    pid_t root() const { return supervisor_ ? supervisor_->pid() : 0; }

  private:
    SupervisedProcess() = default;
    Result<void> spawn(const ProgramStart& start);
    void read_output(std::string& output);
    void read_control();
    void close_all();

    std::optional<ChildProcess> supervisor_;
    pid_t program_ = 0;
    int control_ = -1;
    int output_ = -1;
    std::string said_;  // by the supervisor, not a whole line yet
    std::optional<int> status_;
    std::optional<int> problem_;  // why it could not be started
};

}  // namespace lathe::run
