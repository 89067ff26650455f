// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/error_tail.h"

#include <fcntl.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <string_view>

#include "core/base/text.h"
#include "core/remote/message.h"

namespace lathe::remote {

namespace {

constexpr std::size_t kept = 4096;             // bytes
constexpr std::size_t most_at_once = 1 << 20;  // read by one call, however fast it talks

}  // namespace

ErrorTail::ErrorTail(int fd) : fd_(fd) {
    ::fcntl(fd_, F_SETFL, O_NONBLOCK);
}

ErrorTail::~ErrorTail() {
    ::close(fd_);
}

void ErrorTail::drain() {
    std::array<char, 4096> chunk;
    for (std::size_t all = 0; all < most_at_once;) {
        const ssize_t n = ::read(fd_, chunk.data(), chunk.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return;
        all += static_cast<std::size_t>(n);
        text_.append(chunk.data(), static_cast<std::size_t>(n));
        if (text_.size() > kept) text_.erase(0, text_.size() - kept);
    }
}

std::string ErrorTail::last_line() const {
    std::string_view rest = strip(text_);
    return harmless(strip(rest.substr(rest.rfind('\n') + 1)));
}

}  // namespace lathe::remote
