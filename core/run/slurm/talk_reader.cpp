// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/talk_reader.h"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <string>
#include <string_view>

#include "core/store/journal.h"

namespace lathe::run::slurm {

namespace {

// What stands in the file from `offset` on; "": nothing, or it cannot be read now.
std::string bytes_from(const std::filesystem::path& file, std::uint64_t offset) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return {};
    constexpr std::size_t chunk = 65536;
    std::string bytes;
    while (true) {
        const auto before = bytes.size();
        bytes.resize(before + chunk);
        const ssize_t got = ::pread(fd, bytes.data() + before, chunk, static_cast<off_t>(offset + before));
        bytes.resize(before + static_cast<std::size_t>(got > 0 ? got : 0));
        if (got == 0 || (got < 0 && errno != EINTR)) break;
    }
    ::close(fd);
    return bytes;
}

}  // namespace

std::vector<Json> TalkReader::poll() {
    std::vector<Json> events;
    const std::string bytes = bytes_from(file_, offset_);
    std::string_view rest = bytes;
    for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        auto event = store::Journal::parse_line(rest.substr(0, end));
        if (event) events.push_back(std::move(*event));
        else if (end > 0 && ++damaged_looks_ < looks_at_damage) break;
        damaged_looks_ = 0;
        offset_ += end + 1;
        rest.remove_prefix(end + 1);
    }
    return events;
}

}  // namespace lathe::run::slurm
