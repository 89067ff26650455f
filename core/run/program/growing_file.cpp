// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/growing_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>

namespace lathe::run {

namespace {

constexpr std::size_t most_read_at_once = std::size_t{1} << 20;

}  // namespace

bool GrowingFile::read_more() {
    struct ::stat facts {};
    if (::stat(path_.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return false;
    const auto size = static_cast<std::uint64_t>(facts.st_size);
    if (size < offset_) {
        offset_ = 0;
        waiting_.clear();
    }
    if (size == offset_) return false;
    const int file = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return false;
    const auto before = waiting_.size();
    waiting_.resize(before + std::min<std::uint64_t>(size - offset_, most_read_at_once));
    ssize_t got = 0;
    while ((got = ::pread(file, waiting_.data() + before, waiting_.size() - before, static_cast<off_t>(offset_))) < 0 &&
           errno == EINTR)
        continue;
    ::close(file);
    waiting_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    offset_ += static_cast<std::uint64_t>(std::max<ssize_t>(got, 0));
    return got > 0;
}

}  // namespace lathe::run
