// SPDX-License-Identifier: GPL-3.0-or-later
// XXH3 checksums of files, kept for as long as a file is the same one with the same size and times. Any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <stop_token>
#include <string>
#include <unordered_map>

#include "core/base/error.h"
#include "core/base/files.h"

namespace lathe::provenance {

// The kind of an error that says only that somebody asked to stop.
inline constexpr const char* cancelled = "Cancelled";

// How fast files are read.
enum class Pace : std::uint8_t {
    full,
    // Beside a training of this machine: rests after each piece forty times as long as it computed, and so takes at
    // most a fortieth of a core and of the memory's bandwidth, which every core shares: some 120 MB a second.
    beside_training
};

// Checksums of files, each computed once.
class ChecksumCache {
  public:
    // What is known of one file.
    struct Entry {
        std::uint64_t size = 0;  // bytes that the checksum is of
        std::string checksum;    // XXH3 with 128 bits, as 32 hexadecimal digits (as xxh128sum prints it)
    };

    // The cache that all data of this process share.
    static ChecksumCache& of_process();

    // The checksum of a regular file; links are followed. Reads it when it is not known; a file that is changed at the
    // same time gives what was read, and is read again the next time. Errors: it cannot be read, is no regular file, or
    // `stop` was requested.
    Result<Entry> checksum(const fs::path& file, const std::stop_token& stop = {}, Pace pace = Pace::full);

    // How many files were read since this was made; one that was known is not counted.
    std::uint64_t files_read() const { return files_read_; }

  private:
    // The same file with the same content, as far as its metadata tells. The time of change is in it because that of
    // modification can be set back (tar, rsync and cp -p do it).
    struct Key {
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
        std::uint64_t size = 0;
        std::int64_t modified = 0;  // ns
        std::int64_t changed = 0;   // ns
        friend bool operator==(const Key&, const Key&) = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const;
    };
    static Result<Key> key_of(int fd, const fs::path& file);
    bool is_settled(const Key& key) const;

    std::mutex mutex_;
    std::unordered_map<Key, std::string, KeyHash> known_;
    std::atomic<std::uint64_t> files_read_ = 0;
};

}  // namespace lathe::provenance
