#include "core/run/trial_log.h"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <fstream>

#include "core/base/text.h"
#include "core/run/crash_report.h"

namespace lathe::run {

void send_output_to_log(const std::filesystem::path& trial_folder) {
    const int log = ::open((trial_folder / "log.txt").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (log < 0) return;
    ::dup2(log, STDERR_FILENO);
    ::dup2(log, STDOUT_FILENO);
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
