// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/signals.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include <array>
#include <cstdint>
#include <utility>

namespace lathe::ctl {

namespace {

sigset_t stop_signals() {
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGINT);
    ::sigaddset(&set, SIGTERM);
    // nohup ignores SIGHUP so that the program outlives the terminal; blocked, it would come in all the same.
    struct sigaction hang_up {};
    if (::sigaction(SIGHUP, nullptr, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN) ::sigaddset(&set, SIGHUP);
    return set;
}

}  // namespace

StopSignals::StopSignals(std::function<void()> stop) {
    const sigset_t set = stop_signals();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    signals_ = ::signalfd(-1, &set, SFD_CLOEXEC);
    quit_ = ::eventfd(0, EFD_CLOEXEC);
    thread_ = std::thread([this, stop = std::move(stop)] { run(stop); });
}

StopSignals::~StopSignals() {
    const std::uint64_t one = 1;
    static_cast<void>(!::write(quit_, &one, sizeof one));
    thread_.join();
    ::close(signals_);
    ::close(quit_);
    const sigset_t set = stop_signals();
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void StopSignals::run(const std::function<void()>& stop) {
    std::array<pollfd, 2> wanted{pollfd{signals_, POLLIN, 0}, pollfd{quit_, POLLIN, 0}};
    while (true) {
        if (::poll(wanted.data(), wanted.size(), -1) < 0) continue;
        if (wanted[1].revents != 0) return;
        signalfd_siginfo info{};
        if (::read(signals_, &info, sizeof info) != sizeof info) continue;
        const int code = 128 + static_cast<int>(info.ssi_signo);
        const bool is_first = exit_code_.load() == 0;
        // A terminal that closes may send SIGHUP twice, from the kernel and from the shell.
        if (!is_first && info.ssi_signo == SIGHUP) continue;
        exit_code_ = code;
        if (!is_first) ::_exit(code);
        stop();
    }
}

}  // namespace lathe::ctl
