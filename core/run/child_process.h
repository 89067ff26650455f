// SPDX-License-Identifier: GPL-3.0-or-later
// Programs as child processes, which begin with no signal blocked, and how they end.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

#include <tl/expected.hpp>

namespace lathe::run {

// Environment variables: NAME and value.
using Variables = std::vector<std::pair<std::string, std::string>>;

// The variables of a child process, as ChildStart takes them (NAME=VALUE): those of this process, with `variables` in
// the place of those of the same names. NNI's command channel is left out: it would be that of the NNI trial that Lathe
// itself was started by. While no other thread changes this process's own.
std::vector<std::string> environment_with(const Variables& variables);

// What is started, and with what.
struct ChildStart {
    std::string program;                 // its path, or its name alone, to be found in PATH
    std::vector<std::string> arguments;  // that follow the program's name
    std::vector<std::string> variables;  // NAME=VALUE, all that it gets
    std::string folder;                  // that it starts in; "": this process's
    // What it has as descriptors 0, 1, 2 and so on; they stay the caller's, and each must be open. It has no others
    // that close on exec.
    std::vector<int> descriptors;
    // It leads a process group of its own, so that what it starts can be signalled with it. Without, it is told what
    // the terminal tells this process.
    bool leads_group = true;
};

// Starts a program and gives its process id; the error is errno's number. Whoever starts it waits for it. Any thread.
tl::expected<pid_t, int> spawn_child(const ChildStart& start);

// A child that nothing outlives of what it starts: it leads a group. Any thread, one at a time.
class ChildProcess {
  public:
    // Starts a program; the error is errno's number.
    static tl::expected<ChildProcess, int> start(const ChildStart& start);
    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&&) = delete;
    ~ChildProcess();  // waits for its end

    pid_t pid() const { return pid_; }  // 0: it has been waited for
    // Whether it has ended. Returns at once.
    bool has_ended() const;
    // Blocks until it has ended, and kills what it left behind in its group. The status is waitpid()'s.
    int wait();
    // Sends a signal to its process group; nothing happens once it has been waited for.
    void signal_group(int number) const;

  private:
    explicit ChildProcess(pid_t pid) : pid_(pid) {}

    pid_t pid_ = 0;  // 0: it has been waited for
    int status_ = 0;
};

// A signal for a person: "signal 9 (SIGKILL, Killed)".
std::string describe_signal(int number);
// How a process ended, by its status as waitpid() gives it: "was killed by signal ..." or "ended with exit code ...".
std::string describe_end(int status);
// The exit code that a shell would show for a status as waitpid() gives it: the process's own, or 128 and the signal's
// number.
int exit_code_of(int status);

}  // namespace lathe::run
