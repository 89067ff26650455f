// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/system_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

#include "core/base/text.h"

namespace lathe::provenance {

std::string read_system_file(const fs::path& path) {
    constexpr std::size_t most = std::size_t{16} << 20;
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return {};
    // Files of /proc say that they are empty. One byte more than a size shows the end without a further round.
    constexpr std::size_t first_step = std::size_t{64} << 10;
    struct stat info {};
    std::size_t step = first_step;
    if (::fstat(fd, &info) == 0 && info.st_size > 0) step = static_cast<std::size_t>(info.st_size) + 1;
    std::string text;
    std::size_t have = 0;
    while (have < most) {
        if (text.size() == have) text.resize(have + step);
        const ssize_t n = ::read(fd, text.data() + have, text.size() - have);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        have += static_cast<std::size_t>(n);
    }
    ::close(fd);
    text.resize(have);
    return text;
}

std::string line_value(std::string_view text, std::string_view key, char separator) {
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (!line.starts_with(key)) continue;
        const auto rest = strip(line.substr(key.size()));
        if (rest.starts_with(separator)) return std::string(strip(rest.substr(1)));
    }
    return {};
}

}  // namespace lathe::provenance
