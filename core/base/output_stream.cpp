// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/output_stream.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <utility>

#include "core/base/files.h"
#include "core/base/input.h"
#include "core/base/system_error.h"

namespace lathe {

namespace {

constexpr std::size_t written_at_once = std::size_t{1} << 20;  // bytes of a file

std::string name_of_descriptor(int descriptor) {
    if (descriptor == STDOUT_FILENO) return "standard output";
    if (descriptor == STDERR_FILENO) return "standard error";
    return "stream-" + std::to_string(descriptor);
}

}  // namespace

std::optional<int> output_descriptor(std::string_view name) {
    if (name == "-" || name == "/dev/stdout") return STDOUT_FILENO;
    if (name == "/dev/stderr") return STDERR_FILENO;
    return name == "/dev/stdin" ? std::nullopt : inherited_descriptor(name);
}

bool is_output_stream(const fs::path& name) {
    if (output_descriptor(name.native())) return true;
    std::error_code code;
    const auto status = fs::status(name, code);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

Result<void> check_output(const fs::path& name) {
    if (is_output_stream(name)) return {};
    const fs::path file = without_links(name);
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    std::error_code code;
    Error error;
    error.file = name.string();
    if (!fs::is_directory(folder, code)) {
        error.what = "there is no folder " + folder.string();
        error.hint = "make it";
    } else if (fs::is_directory(name, code)) {
        error.what = "is a folder";
        error.hint = "give the name of a file";
    } else if (::access(folder.c_str(), W_OK) != 0) {
        error.what = "nothing may be written in " + folder.string();
        error.hint = "choose another folder";
    } else {
        return {};
    }
    return fail(std::move(error));
}

Result<OutputStream> OutputStream::open(const fs::path& name) {
    // Not by its path: a file that a shell has put there would be written from its beginning.
    if (const auto descriptor = output_descriptor(name.native()))
        return OutputStream(*descriptor, false, name_of_descriptor(*descriptor));
    const int fd = ::open(name.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return fail(system_error("cannot be written", name, errno));
    return OutputStream(fd, true, name.string());
}

OutputStream::OutputStream(OutputStream&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), is_own_(other.is_own_), name_(std::move(other.name_)) {}

OutputStream::~OutputStream() {
    if (is_own_ && fd_ >= 0) ::close(fd_);
}

Result<void> OutputStream::write(std::string_view bytes) {
    if (fd_ == STDOUT_FILENO) std::fflush(stdout);
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
        if (n >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(n));
        } else if (errno == EAGAIN) {
            pollfd wait{fd_, POLLOUT, 0};
            ::poll(&wait, 1, -1);
        } else if (errno != EINTR) {
            return fail(system_error("cannot be written", name_, errno));
        }
    }
    return {};
}

Result<void> OutputStream::write_file(int descriptor, const fs::path& name) {
    std::string piece(written_at_once, '\0');
    for (off_t place = 0;;) {
        const ssize_t n = ::pread(descriptor, piece.data(), piece.size(), place);
        if (n == 0) return {};
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(system_error("cannot be read back", name, errno));
        if (auto written = write({piece.data(), static_cast<std::size_t>(n)}); !written) return written;
        place += n;
    }
}

Result<void> write_output(const fs::path& name, std::string_view bytes) {
    if (!is_output_stream(name)) return write_file_atomically(name, bytes);
    auto stream = OutputStream::open(name);
    if (!stream) return fail(std::move(stream.error()));
    return stream->write(bytes);
}

Result<void> write_file_to_stream(const fs::path& file, const fs::path& stream) {
    auto output = OutputStream::open(stream);
    if (!output) return fail(std::move(output.error()));
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fail(system_error("cannot be read back", file, errno));
    auto written = output->write_file(fd, file);
    ::close(fd);
    return written;
}

}  // namespace lathe
