// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <utility>

#include "core/base/system_error.h"

namespace lathe {

namespace {

struct flock whole_file(short type) {
    struct flock range {};
    range.l_type = type;
    range.l_whence = SEEK_SET;
    return range;
}

}  // namespace

Result<std::optional<FileLock>> FileLock::try_take(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) return fail(system_error("cannot be locked", file, errno));
    FileLock lock(fd);
    struct flock range = whole_file(F_WRLCK);
    if (::fcntl(fd, F_OFD_SETLK, &range) == 0) return std::optional(std::move(lock));
    if (errno == EAGAIN || errno == EACCES) return std::optional<FileLock>();
    return fail(system_error("cannot be locked", file, errno));
}

Result<FileLock> FileLock::take(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) return fail(system_error("cannot be locked", file, errno));
    FileLock lock(fd);
    struct flock range = whole_file(F_WRLCK);
    while (::fcntl(fd, F_OFD_SETLKW, &range) != 0)
        if (errno != EINTR) return fail(system_error("cannot be locked", file, errno));
    return lock;
}

Result<FileLock> FileLock::adopt(int descriptor, const std::filesystem::path& file) {
    struct stat given {};
    struct stat named {};
    if (::fstat(descriptor, &given) != 0 || ::stat(file.c_str(), &named) != 0)
        return fail(system_error("cannot be locked", file, errno));
    if (given.st_dev != named.st_dev || given.st_ino != named.st_ino)
        return fail("the descriptor " + std::to_string(descriptor) + " is not that of " + file.string());
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return FileLock(descriptor);
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
}

FileLock::~FileLock() {
    if (fd_ >= 0) ::close(fd_);
}

bool is_lock_held(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    struct flock range = whole_file(F_RDLCK);
    const bool asked = ::fcntl(fd, F_OFD_GETLK, &range) == 0;
    ::close(fd);
    return asked && range.l_type != F_UNLCK;
}

}  // namespace lathe
