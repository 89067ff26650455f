// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/crash_report.h"

#include <execinfo.h>
#include <signal.h>
#include <unistd.h>
#include <array>
#include <cstring>

namespace lathe::run {

namespace {

void write_text(const char* text) {
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

// Only what a signal handler may call (signal-safety(7)); backtrace() may once its library is loaded.
extern "C" void print_stack(int number) {
    write_text("\n");
    write_text(crash_heading);
    const char* name = ::sigabbrev_np(number);
    write_text("SIG");
    write_text(name != nullptr ? name : "?");
    write_text("; the functions that it was in, the innermost first:\n");
    std::array<void*, 64> frames{};
    const int n = ::backtrace(frames.data(), static_cast<int>(frames.size()));
    ::backtrace_symbols_fd(frames.data(), n, STDERR_FILENO);
    ::raise(number);  // the handler was set for one time: now the process ends of it
}

}  // namespace

void report_crashes() {
    std::array<void*, 1> frame{};
    ::backtrace(frame.data(), 1);  // loads libgcc, which a handler must not do
    struct sigaction action {};
    action.sa_handler = print_stack;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_ONSTACK | SA_NODEFER);
    ::sigemptyset(&action.sa_mask);
    for (const int number : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT}) ::sigaction(number, &action, nullptr);
}

}  // namespace lathe::run
