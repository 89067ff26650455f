// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <optional>
#include <utility>

#include "core/base/files.h"
#include "core/base/output_stream.h"
#include "core/base/system_error.h"

namespace lathe {

namespace {

constexpr std::size_t most_pending_bytes = std::size_t{1} << 20;

// At a place in the file; 0 or errno.
int write_all_at(int fd, std::string_view bytes, off_t place) {
    while (!bytes.empty()) {
        const ssize_t n = ::pwrite(fd, bytes.data(), bytes.size(), place);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        bytes.remove_prefix(static_cast<std::size_t>(n));
        place += n;
    }
    return 0;
}

// A file without a name, which is gone when it is closed; -1: errno says why there is none.
int nameless_file() {
    std::FILE* file = std::tmpfile();
    if (file == nullptr) return -1;
    const int fd = ::fcntl(::fileno(file), F_DUPFD_CLOEXEC, 0);
    std::fclose(file);
    return fd;
}

}  // namespace

Result<WholeFile> WholeFile::begin(const fs::path& path) {
    WholeFile file;
    if (is_output_stream(path)) {
        file.path_ = path;
        file.fd_ = nameless_file();
        if (file.fd_ < 0) return fail(system_error("cannot be written", P_tmpdir, errno));
        return file;
    }
    file.path_ = without_links(path);
    struct stat info {};
    std::optional<mode_t> mode;
    if (::stat(file.path_.c_str(), &info) == 0) mode = info.st_mode & 07777;
    file.temporary_ = name_beside(file.path_);
    file.fd_ =
        ::open(file.temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode.value_or(0666));
    if (file.fd_ < 0) return fail(system_error("cannot be written", file.path_, errno));
    if (mode && ::fchmod(file.fd_, *mode) != 0) return fail(system_error("cannot be written", file.path_, errno));
    return file;
}

WholeFile::WholeFile(WholeFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      fd_(std::exchange(other.fd_, -1)),
      pending_(std::move(other.pending_)) {}

WholeFile::~WholeFile() {
    if (fd_ < 0) return;
    ::close(fd_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<void> WholeFile::append(std::string_view bytes) {
    pending_ += bytes;
    return pending_.size() < most_pending_bytes ? Result<void>() : write_pending();
}

Result<void> WholeFile::write_pending() {
    const off_t end = ::lseek(fd_, 0, SEEK_END);
    const int code = end < 0 ? errno : write_all_at(fd_, pending_, end);
    pending_.clear();
    if (code != 0) return fail(system_error("cannot be written", path_, code));
    return {};
}

Result<void> WholeFile::replace_beginning(std::string_view bytes) {
    if (auto written = write_pending(); !written) return written;
    if (const int code = write_all_at(fd_, bytes, 0); code != 0)
        return fail(system_error("cannot be written", path_, code));
    return {};
}

Result<void> WholeFile::write_to_stream() {
    auto stream = OutputStream::open(path_);
    if (!stream) return fail(std::move(stream.error()));
    if (auto written = stream->write_file(fd_, path_); !written) return written;
    ::close(std::exchange(fd_, -1));
    return {};
}

Result<void> WholeFile::finish() {
    if (auto written = write_pending(); !written) return written;
    if (temporary_.empty()) return write_to_stream();
    if (::fsync(fd_) != 0) return fail(system_error("cannot be written", path_, errno));
    if (auto renamed = rename_durably(temporary_, path_); !renamed) return renamed;
    ::close(std::exchange(fd_, -1));
    return {};
}

}  // namespace lathe
