// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/device/processes.h"

#include <signal.h>
#include <unistd.h>
#include <cerrno>
#include <fstream>
#include <string>
#include <string_view>

#include "core/base/numbers.h"

namespace lathe::device {

namespace {

// 0: there is none, or it is not shown.
int parent_of(int pid) {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    if (!std::getline(stat, text)) return 0;
    // "pid (name) state parent ..."; the name may hold blanks and brackets.
    const auto end = text.rfind(')');
    if (end == std::string::npos || end + 4 >= text.size()) return 0;
    const std::string_view rest = std::string_view(text).substr(end + 4);
    return parse_number<int>(rest.substr(0, rest.find(' '))).value_or(0);
}

}  // namespace

bool is_own_process(int pid) {
    return ::getpgid(pid) == ::getpgrp() || is_process_of(pid, ::getpid());
}

bool is_process_of(int pid, int ancestor) {
    if (ancestor <= 1) return false;
    for (int process = pid; process > 1; process = parent_of(process))
        if (process == ancestor) return true;
    return false;
}

bool is_visible_process(int pid) {
    return ::kill(pid, 0) == 0 || errno != ESRCH;
}

}  // namespace lathe::device
