// SPDX-License-Identifier: GPL-3.0-or-later
// What a process that crashes says at last: the signal, and the functions that it was in.
#pragma once

namespace lathe::run {

// The line in front of the stack on the standard error.
inline constexpr const char* crash_heading = "-- crash: ";

// Has SIGSEGV, SIGBUS, SIGILL, SIGFPE and SIGABRT print the crashing thread's stack to the standard error, from now on,
// before they end the process as ever. Names are the linker's: c++filt makes them readable.
void report_crashes();

}  // namespace lathe::run
