// SPDX-License-Identifier: GPL-3.0-or-later
// A lock on a file, by which processes keep out of each other's way.
//
// It is an open-file-description lock (fcntl F_OFD_SETLK): it lives as long as a descriptor of it is open anywhere, so
// that it ends with the process however that ends; a child process that is handed the descriptor holds it, too; and
// asking whether it is held never disturbs a process that is taking it.
#pragma once

#include <filesystem>
#include <optional>

#include "core/base/error.h"

namespace lathe {

// A lock that is held until this is destroyed, or longer where a child process was handed the descriptor.
class FileLock {
  public:
    // Creates the file when it is missing. nullopt: another holds the lock.
    static Result<std::optional<FileLock>> try_take(const std::filesystem::path& file);
    // Creates the file when it is missing, and waits as long as another holds the lock.
    static Result<FileLock> take(const std::filesystem::path& file);
    // Takes over a lock from another process, which has handed over this descriptor; it must be open on `file`.
    // Children of this process do not get it.
    static Result<FileLock> adopt(int descriptor, const std::filesystem::path& file);

    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

    // The descriptor, for handing it to a child process; stays this object's.
    int descriptor() const { return fd_; }

  private:
    explicit FileLock(int fd) : fd_(fd) {}
    int fd_ = -1;
};

// Whether anybody holds it; false where that cannot be known: no such file.
bool is_lock_held(const std::filesystem::path& file);

}  // namespace lathe
