// SPDX-License-Identifier: GPL-3.0-or-later
// lathe-supervise PROGRAM [ARGUMENT ...]: starts a trial's program in a process group of its own and sees to it that
// nothing that it started outlives it, whatever becomes of Lathe. Not for people: Lathe starts it, with a socket as
// descriptor 3.
//
// It says on the socket "P<pid>\n" when the program runs, or "X<errno>\n" when it cannot be started; "E<status>\n" when
// the program has ended, as waitpid(2) gives the status. Then it kills what the program left behind, and closes the
// socket by its own end: all is over. When the other end of the socket is closed, it kills all and ends.
//
// It uses the C library alone, so that it starts in a millisecond.
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>

namespace {

constexpr int control = 3;

void say(char kind, int number) {
    char text[32] = {kind};
    char* end = std::to_chars(text + 1, text + sizeof text - 1, number).ptr;
    *end++ = '\n';
    // Whoever has gone needs no answer.
    [[maybe_unused]] const auto ignored = ::write(control, text, static_cast<size_t>(end - text));
}

// The program's process id; 0 and errno in `problem` when it cannot be started.
pid_t start(char** arguments, int& problem) {
    int failed[2];
    if (::pipe2(failed, O_CLOEXEC) != 0) {
        problem = errno;
        return 0;
    }
    const pid_t pid = ::fork();
    if (pid < 0) {
        problem = errno;
        return 0;
    }
    if (pid == 0) {
        ::setpgid(0, 0);
        sigset_t none;
        ::sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        for (const int number : {SIGPIPE, SIGHUP, SIGINT, SIGTERM}) ::signal(number, SIG_DFL);
        ::execvp(arguments[0], arguments);
        const int code = errno;
        [[maybe_unused]] const auto ignored = ::write(failed[1], &code, sizeof code);
        ::_exit(127);
    }
    ::setpgid(pid, pid);
    ::close(failed[1]);
    const bool is_running = ::read(failed[0], &problem, sizeof problem) != static_cast<ssize_t>(sizeof problem);
    ::close(failed[0]);
    if (is_running) problem = 0;
    return is_running ? pid : 0;
}

// Kills the processes whose parent this is; orphans of the program come to it. False: there is none.
bool kill_children() {
    const int file = ::open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    char text[4096];
    bool any = false;
    int child = 0;
    for (ssize_t got = 0; (got = ::read(file, text, sizeof text)) > 0;)
        for (ssize_t i = 0; i < got; ++i) {
            if (text[i] >= '0' && text[i] <= '9') {
                child = child * 10 + (text[i] - '0');
            } else if (child > 0) {
                ::kill(child, SIGKILL);
                child = 0;
                any = true;
            }
        }
    ::close(file);
    return any;
}

void kill_all(pid_t group) {
    ::kill(-group, SIGKILL);
    // Each that dies leaves its own children to us; those that have died are listed until they are waited for.
    while (kill_children() && ::waitpid(-1, nullptr, 0) > 0) continue;
}

// Until the program has ended; its status. -1: whoever wanted it has gone.
int watch(pid_t program, int children) {
    pollfd wanted[2] = {{children, POLLIN, 0}, {control, POLLIN, 0}};
    while (true) {
        if (::poll(wanted, 2, -1) < 0 && errno != EINTR) return -1;
        if (wanted[1].revents != 0) return -1;
        if (wanted[0].revents == 0) continue;
        signalfd_siginfo taken;
        [[maybe_unused]] const auto ignored = ::read(children, &taken, sizeof taken);
        int status = 0;
        for (pid_t ended = 0; (ended = ::waitpid(-1, &status, WNOHANG)) > 0;)
            if (ended == program) return status;
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2 || ::fcntl(control, F_SETFD, FD_CLOEXEC) != 0) {
        std::fputs("lathe-supervise is started by Lathe: lathe-supervise PROGRAM [ARGUMENT ...]\n", stderr);
        return 2;
    }
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    ::signal(SIGPIPE, SIG_IGN);
    for (const int number : {SIGHUP, SIGINT, SIGTERM}) ::signal(number, SIG_IGN);
    sigset_t child;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_SETMASK, &child, nullptr);
    const int children = ::signalfd(-1, &child, SFD_CLOEXEC);
    int problem = 0;
    const pid_t program = start(arguments + 1, problem);
    if (program == 0) {
        say('X', problem);
        return 1;
    }
    say('P', program);
    const int status = watch(program, children);
    if (status >= 0) say('E', status);
    kill_all(program);
    return 0;
}
