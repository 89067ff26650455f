// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/trial_log.h"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <fstream>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/run/crash_report.h"

namespace lathe::run {

namespace {

int open_log(const std::filesystem::path& trial_folder) {
    return ::open((trial_folder / "log.txt").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
}

}  // namespace

std::string stamped_for_log(const std::string& text) {
    std::string line = to_iso8601(now()) + " " + text;
    if (line.back() == '\n') line.pop_back();
    return line + "\n";
}

void send_output_to_log(const std::filesystem::path& trial_folder) {
    const int log = open_log(trial_folder);
    if (log < 0) return;
    ::dup2(log, STDERR_FILENO);
    ::dup2(log, STDOUT_FILENO);
    ::close(log);
}

void add_to_log(const std::filesystem::path& trial_folder, const std::string& text) {
    const std::string line = stamped_for_log(text);
    const int log = open_log(trial_folder);
    if (log < 0) return;
    // One call, so that it stands whole among what the recorder's process writes.
    static_cast<void>(!::write(log, line.data(), line.size()));
    ::close(log);
}

std::string last_line_of_log(const std::filesystem::path& log) {
    constexpr std::streamoff most = 16384;
    std::ifstream in(log, std::ios::binary | std::ios::ate);
    if (!in) return {};
    in.seekg(std::max<std::streamoff>(0, static_cast<std::streamoff>(in.tellg()) - most));
    std::string last;
    for (std::string line; std::getline(in, line) && !line.starts_with(crash_heading);)
        if (!strip(line).empty()) last = std::string(strip(line));
    constexpr std::size_t longest = 300;
    return last.substr(0, longest);
}

}  // namespace lathe::run
