// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace lathe::remote {

namespace {

using Clock = std::chrono::steady_clock;

// A pipe that can take something takes so much without blocking (PIPE_BUF).
constexpr std::size_t pipe_piece = 4096;
constexpr std::chrono::milliseconds look_for_stop{100};

tl::unexpected<Error> lost(std::string what) {
    Error error{std::move(what), {}};
    error.kind = connection_lost;
    return fail(std::move(error));
}

// Whether the descriptor is ready, or the other side gone, before `until`.
bool wait_for(int fd, short event, Clock::time_point until, const std::stop_token& stop) {
    const std::int64_t longest = stop.stop_possible() ? look_for_stop.count() : INT32_MAX;
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd one{fd, event, 0};
        const int n = ::poll(&one, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, longest)));
        if (n > 0) return true;
        if (stop.stop_requested() || (n == 0 && left <= longest) || (n < 0 && errno != EINTR)) return false;
    }
}

// Does not block once the descriptor is ready.
ssize_t write_some(int fd, std::string_view bytes) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0 || errno != ENOTSOCK) return sent;
    return ::write(fd, bytes.data(), std::min(bytes.size(), pipe_piece));
}

}  // namespace

Wire::Wire(Wire&& other) noexcept
    : in_(std::exchange(other.in_, -1)),
      out_(std::exchange(other.out_, -1)),
      buffer_(std::move(other.buffer_)),
      searched_(other.searched_),
      bytes_(other.bytes_),
      stop_(std::move(other.stop_)) {}

Wire::~Wire() {
    if (in_ >= 0) ::close(in_);
    if (out_ >= 0 && out_ != in_) ::close(out_);
}

Result<void> Wire::send(const Json& message, std::chrono::milliseconds longest) {
    const std::string line = dump_json(message) + "\n";
    if (line.size() > most_bytes)
        return fail(
            fmt::format("a message of {} bytes is longer than the {} that may be sent", line.size(), most_bytes),
            "ask for less at once");
    const auto until = Clock::now() + longest;
    std::string_view rest = line;
    while (!rest.empty()) {
        if (!wait_for(out_, POLLOUT, until, stop_)) return lost("the other machine takes nothing any more");
        const ssize_t n = write_some(out_, rest);
        if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (n < 0) return lost("the connection has ended");
        rest.remove_prefix(static_cast<std::size_t>(n));
        bytes_ += static_cast<std::size_t>(n);
    }
    return {};
}

Result<std::string> Wire::receive_line(std::chrono::milliseconds longest) {
    const auto until = Clock::now() + longest;
    while (true) {
        if (const auto end = buffer_.find('\n', searched_); end != std::string::npos) {
            std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end + 1);
            searched_ = 0;
            return line;
        }
        searched_ = buffer_.size();
        if (buffer_.size() > most_bytes) return lost(fmt::format("a line is longer than {} bytes", most_bytes));
        if (const auto more = read_more(until); !more) return fail(more.error());
    }
}

Result<Json> Wire::receive(std::chrono::milliseconds longest) {
    const auto line = receive_line(longest);
    if (!line) return fail(line.error());
    auto json = parse_json(*line);
    if (!json || !json->is_object()) return lost("a line is no JSON object");
    return std::move(*json);
}

bool Wire::has_input(std::chrono::milliseconds longest) const {
    return buffer_.find('\n') != std::string::npos || wait_for(in_, POLLIN, Clock::now() + longest, stop_);
}

Result<void> Wire::read_more(Clock::time_point until) {
    if (!wait_for(in_, POLLIN, until, stop_)) return lost("the other machine does not answer");
    std::array<char, 65536> chunk;
    const ssize_t n = ::read(in_, chunk.data(), chunk.size());
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return {};
    if (n <= 0) return lost("the connection has ended");
    buffer_.append(chunk.data(), static_cast<std::size_t>(n));
    bytes_ += static_cast<std::size_t>(n);
    return {};
}

}  // namespace lathe::remote
