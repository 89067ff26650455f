// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <functional>
#include <utility>

#include "core/base/random.h"
#include "core/base/system_error.h"

namespace lathe {

namespace {

int write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return 0;
}

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }
    int close() { return ::close(std::exchange(fd_, -1)); }

  private:
    int fd_;
};

// A name that no other thread or process is likely to take: ".", six characters.
std::string temporary_suffix() {
    static std::atomic<std::uint64_t> calls = 0;
    timespec time{};
    ::clock_gettime(CLOCK_REALTIME, &time);
    std::uint64_t bits =
        mix_seeds(static_cast<std::uint64_t>(time.tv_nsec) ^ (calls++ << 32), static_cast<std::uint64_t>(::getpid()));
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::string suffix = ".";
    for (int i = 0; i < 6; ++i, bits /= letters.size()) suffix += letters[bits % letters.size()];
    return suffix;
}

// A new file beside `path`, open for writing. The kernel takes the umask from `mode`: asking for the umask would mean
// to set it, for every thread of the process.
int open_beside(const fs::path& path, mode_t mode, std::string& name) {
    constexpr int most_tries = 100;
    for (int i = 0;; ++i) {
        name = path.string() + temporary_suffix();
        const int fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
        if (fd >= 0 || errno != EEXIST || i == most_tries) return fd;
    }
}

// Puts the names of a folder on the disk; 0 or errno. File systems that cannot do this, and folders that may be written
// but not read, are left alone.
int sync_folder(const fs::path& folder) {
    const Descriptor fd(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() < 0) return errno == EACCES || errno == EPERM ? 0 : errno;
    if (::fsync(fd.get()) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS) return 0;
    return errno;
}

// Gives `from` the name `to`, so that it lasts; 0 or errno. The bytes of `from` must be on the disk already.
int rename_and_sync(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return errno;
    return sync_folder(to.parent_path());
}

}  // namespace

fs::path without_links(fs::path path) {
    constexpr int most_links = 40;  // as in the kernel
    std::error_code code;
    for (int i = 0; i < most_links && fs::is_symlink(path, code); ++i) {
        const fs::path target = fs::read_symlink(path, code);
        if (code) break;
        path = path.parent_path() / target;  // an absolute target stands for itself
    }
    return path;
}

Result<std::string> read_file(const fs::path& path, std::uint64_t max_size) {
    // O_NONBLOCK: opening a FIFO without a writer must not hang.
    Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    const bool is_socket = fd.get() < 0 && errno == ENXIO;
    if (fd.get() < 0 && !is_socket) return fail(system_error("cannot be read", path, errno));
    struct stat info {};
    if (!is_socket && ::fstat(fd.get(), &info) != 0) return fail(system_error("cannot be read", path, errno));
    if (!S_ISREG(info.st_mode)) {
        Error error{S_ISDIR(info.st_mode) ? "is a folder, not a file" : "is not a regular file", "name a file"};
        error.file = path.string();
        return fail(std::move(error));
    }
    if (static_cast<std::uint64_t>(info.st_size) > max_size) {
        Error error{"is " + std::to_string(info.st_size) + " bytes, more than the " + std::to_string(max_size) +
                        " that are read here",
                    "is this the right file?"};
        error.file = path.string();
        return fail(std::move(error));
    }
    std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t n = ::read(fd.get(), bytes.data() + have, bytes.size() - have);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(system_error("cannot be read", path, errno));
        if (n == 0) break;
        have += static_cast<std::size_t>(n);
    }
    bytes.resize(have);
    return bytes;
}

namespace {

// Writes beside `given` and renames, unless `may_replace` says no at the last moment: false then.
Result<bool> write_whole(const fs::path& given, std::string_view bytes,
                         const std::function<Result<bool>(const fs::path&)>& may_replace) {
    const fs::path path = without_links(given);
    struct stat info {};
    std::optional<mode_t> mode;
    if (::stat(path.c_str(), &info) == 0) {
        // /dev/null too, which root may replace.
        if (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode)) {
            Error error{"is no file but a device or a pipe, which is not replaced", "name a file"};
            error.file = path.string();
            return fail(std::move(error));
        }
        mode = info.st_mode & 07777;
    }
    std::string temporary;
    Descriptor fd(open_beside(path, mode.value_or(0666), temporary));
    if (fd.get() < 0) return fail(system_error("cannot be written", path, errno));

    int code = !mode || ::fchmod(fd.get(), *mode) == 0 ? 0 : errno;
    if (code == 0) code = write_all(fd.get(), bytes);
    if (code == 0 && ::fsync(fd.get()) != 0) code = errno;
    if (fd.close() != 0 && code == 0) code = errno;
    Result<bool> may = true;
    if (code == 0) may = may_replace(path);
    const bool go_on = may && *may;
    if (code == 0 && go_on) code = rename_and_sync(temporary, path);
    if (code != 0 || !go_on) ::unlink(temporary.c_str());
    if (code != 0) return fail(system_error("cannot be written", path, code));
    return may;
}

}  // namespace

Result<void> write_file_atomically(const fs::path& path, std::string_view bytes) {
    auto written = write_whole(path, bytes, [](const fs::path&) -> Result<bool> { return true; });
    if (!written) return fail(std::move(written.error()));
    return {};
}

Result<bool> replace_file(const fs::path& path, const std::optional<std::string>& expected, std::string_view bytes) {
    return write_whole(path, bytes, [&](const fs::path& real) -> Result<bool> {
        const auto now = read_file_if_there(real);
        if (!now) return fail(now.error());
        return *now == expected;
    });
}

Result<std::optional<std::string>> read_file_if_there(const fs::path& path, std::uint64_t max_size) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0 && errno == ENOENT) return std::optional<std::string>();
    auto bytes = read_file(path, max_size);
    if (!bytes) return fail(std::move(bytes.error()));
    return std::optional(std::move(*bytes));
}

Result<void> copy_file_atomically(const fs::path& from, const fs::path& to) {
    const std::string temporary = to.string() + temporary_suffix();
    std::error_code code;
    fs::copy_file(from, temporary, code);
    int problem = code.value();
    if (problem == 0) {
        const Descriptor fd(::open(temporary.c_str(), O_RDONLY | O_CLOEXEC));
        if (fd.get() < 0 || ::fsync(fd.get()) != 0) problem = errno;
    }
    if (problem == 0) problem = rename_and_sync(temporary, to);
    if (problem == 0) return {};
    ::unlink(temporary.c_str());
    return fail(system_error("cannot be copied to " + to.string(), from, problem));
}

Result<void> make_folders(const fs::path& path) {
    std::error_code code;
    fs::create_directories(path, code);
    if (code) return fail(system_error("the folder cannot be made", path, code.value()));
    return {};
}

Result<bool> make_folder_durably(const fs::path& path) {
    if (::mkdir(path.c_str(), 0777) != 0) {
        if (errno == EEXIST) return false;
        return fail(system_error("the folder cannot be made", path, errno));
    }
    if (const int code = sync_folder(path.parent_path()); code != 0)
        return fail(system_error("the folder cannot be made", path, code));
    return true;
}

fs::path name_beside(const fs::path& given) {
    const fs::path path = given.has_filename() ? given : given.parent_path();  // "a/" is a
    fs::path name;
    std::error_code code;
    do name = path.string() + temporary_suffix();
    while (fs::symlink_status(name, code).type() != fs::file_type::not_found);
    return name;
}

Result<void> rename_durably(const fs::path& from, const fs::path& to) {
    const int code = rename_and_sync(from, to);
    if (code != 0) return fail(system_error("cannot be written", to, code));
    return {};
}

Result<AppendFile> AppendFile::open(const fs::path& path, std::uint64_t keep_bytes) {
    AppendFile file;
    file.path_ = path;
    file.fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (file.fd_ < 0) return fail(system_error("cannot be opened for writing", path, errno));
    struct stat info {};
    if (::fstat(file.fd_, &info) != 0) return fail(system_error("cannot be read", path, errno));
    file.size_ = static_cast<std::uint64_t>(info.st_size);
    if (file.size_ > keep_bytes) {
        if (::ftruncate(file.fd_, static_cast<off_t>(keep_bytes)) != 0)
            return fail(system_error("cannot be cut", path, errno));
        file.size_ = keep_bytes;
    }
    return file;
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), size_(other.size_), path_(std::move(other.path_)) {}

AppendFile& AppendFile::operator=(AppendFile&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = std::exchange(other.fd_, -1);
        size_ = other.size_;
        path_ = std::move(other.path_);
    }
    return *this;
}

AppendFile::~AppendFile() {
    if (fd_ >= 0) ::close(fd_);
}

Result<void> AppendFile::append(std::string_view bytes) {
    const int code = write_all(fd_, bytes);
    if (code != 0) {
        if (::ftruncate(fd_, static_cast<off_t>(size_)) != 0) return fail(system_error("cannot be cut", path_, errno));
        return fail(system_error("cannot be written", path_, code));
    }
    size_ += bytes.size();
    return {};
}

Result<void> AppendFile::flush_to_disk() {
    if (::fsync(fd_) != 0) return fail(system_error("cannot be written to the disk", path_, errno));
    return {};
}

}  // namespace lathe
