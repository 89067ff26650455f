// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/file_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <utility>
#include <vector>

#include "core/base/system_error.h"

namespace lathe::bundle {

namespace fs = std::filesystem;

Result<std::uint64_t> for_each_piece(const fs::path& path, const Sink& sink) {
    // O_NONBLOCK: opening a FIFO without a writer must not hang.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return fail(system_error("cannot be read", path, errno));
    const auto read_all = [&]() -> Result<std::uint64_t> {
        struct stat info {};
        if (::fstat(fd, &info) != 0) return fail(system_error("cannot be read", path, errno));
        if (!S_ISREG(info.st_mode)) {
            Error error{"is not a regular file", "name a file"};
            error.file = path.string();
            return fail(std::move(error));
        }
        std::vector<char> piece(1u << 20);
        std::uint64_t size = 0;
        for (;;) {
            const ssize_t n = ::read(fd, piece.data(), piece.size());
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return fail(system_error("cannot be read", path, errno));
            if (n == 0) return size;
            size += static_cast<std::uint64_t>(n);
            if (auto taken = sink({piece.data(), static_cast<std::size_t>(n)}); !taken) return fail(taken.error());
        }
    };
    auto size = read_all();
    ::close(fd);
    return size;
}

Result<NewFile> NewFile::create(const fs::path& path, bool executable) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, executable ? 0755 : 0644);
    if (fd < 0) return fail(system_error("cannot be written", path, errno));
    return NewFile(path, fd);
}

NewFile::NewFile(NewFile&& other) noexcept : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}

NewFile::~NewFile() {
    if (fd_ >= 0) ::close(fd_);
}

Result<void> NewFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(system_error("cannot be written", path_, errno));
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
}

Result<void> NewFile::close() {
    int code = ::fsync(fd_) == 0 ? 0 : errno;
    if (::close(std::exchange(fd_, -1)) != 0 && code == 0) code = errno;
    if (code != 0) return fail(system_error("cannot be written", path_, code));
    return {};
}

}  // namespace lathe::bundle
