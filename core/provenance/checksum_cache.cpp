// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/checksum_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/checksum.h"
#include "core/base/random.h"
#include "core/base/system_error.h"

namespace lathe::provenance {

namespace {

// Stays in the cache that a core has for itself, so that it drives nobody's data out of the one that all share.
constexpr std::size_t buffer_size = std::size_t{128} << 10;
constexpr std::size_t most_known = 1'000'000;  // some 100 MB

struct FileCloser {
    int fd;
    ~FileCloser() { ::close(fd); }
};

std::int64_t nanoseconds(const timespec& time) {
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

std::chrono::nanoseconds thread_time() {
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::nanoseconds(nanoseconds(used));
}

// Keeps this thread to its pace; called after each piece of work, over however many files it goes.
void rest_after_a_piece(Pace pace) {
    if (pace == Pace::full) return;
    static thread_local auto since = thread_time();
    const auto now = thread_time();
    const auto worked = now - since;
    // Sleeps shorter than this cost more than they spare.
    if (worked < std::chrono::microseconds(500)) return;
    since = now;
    std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(40 * worked, std::chrono::milliseconds(50)));
}

Result<ChecksumCache::Entry> checksum_of(int fd, const fs::path& file, const std::stop_token& stop, Pace pace) {
    Checksum sum;
    // Not readable ahead (a pipe, an odd file system): slower, that is all.
    ::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    static thread_local std::vector<char> buffer(buffer_size);
    ChecksumCache::Entry entry;
    for (;;) {
        if (stop.stop_requested()) {
            Error error{"the checksums were cancelled"};
            error.kind = cancelled;
            return fail(std::move(error));
        }
        const ssize_t n = ::read(fd, buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(system_error("cannot be read", file, errno));
        if (n == 0) break;
        sum.add({buffer.data(), static_cast<std::size_t>(n)});
        entry.size += static_cast<std::uint64_t>(n);
        rest_after_a_piece(pace);
    }
    entry.checksum = sum.hex();
    return entry;
}

}  // namespace

ChecksumCache& ChecksumCache::of_process() {
    static ChecksumCache cache;
    return cache;
}

std::size_t ChecksumCache::KeyHash::operator()(const Key& key) const {
    const auto times = mix_seeds(static_cast<std::uint64_t>(key.modified), static_cast<std::uint64_t>(key.changed));
    return mix_seeds(mix_seeds(key.device, key.inode), mix_seeds(key.size, times));
}

Result<ChecksumCache::Key> ChecksumCache::key_of(int fd, const fs::path& file) {
    struct stat info {};
    if (::fstat(fd, &info) != 0) return fail(system_error("cannot be read", file, errno));
    if (!S_ISREG(info.st_mode)) {
        Error error{"is not a regular file", "name a file"};
        error.file = file.string();
        return fail(std::move(error));
    }
    return Key{static_cast<std::uint64_t>(info.st_dev), static_cast<std::uint64_t>(info.st_ino),
               static_cast<std::uint64_t>(info.st_size), nanoseconds(info.st_mtim), nanoseconds(info.st_ctim)};
}

// The clock of file times ticks every few milliseconds (seconds on some file systems): a file that was just written can
// be written again without a sign of it.
bool ChecksumCache::is_settled(const Key& key) const {
    constexpr std::int64_t tick = 2'000'000'000;
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return std::max(key.modified, key.changed) + tick < nanoseconds(now);
}

Result<ChecksumCache::Entry> ChecksumCache::checksum(const fs::path& file, const std::stop_token& stop, Pace pace) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return fail(system_error("cannot be read", file, errno));
    const FileCloser closer{fd};
    const auto before = key_of(fd, file);
    if (!before) return fail(before.error());
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = known_.find(*before); found != known_.end()) {
            return Entry{before->size, found->second};
        }
    }
    const bool settled = is_settled(*before);
    auto entry = checksum_of(fd, file, stop, pace);
    if (!entry) return entry;
    ++files_read_;
    const auto after = key_of(fd, file);
    if (settled && after && *after == *before && entry->size == before->size) {
        const std::lock_guard lock(mutex_);
        if (known_.size() >= most_known) known_.clear();
        known_.emplace(*before, entry->checksum);
    }
    return entry;
}

}  // namespace lathe::provenance
