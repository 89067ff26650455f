// SPDX-License-Identifier: GPL-3.0-or-later
// Lines between a workspace's server and a client on another machine: one JSON object a line.
//
// What comes is untrusted: a line has a bound, waiting has a bound, and what is no JSON object is an error.
#pragma once

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/base/json.h"

namespace lathe::remote {

// The kind of the error that the other side is gone or does not answer: a new connection may do better.
inline constexpr const char* connection_lost = "ConnectionLost";

// One thread at a time.
class Wire {
  public:
    // Longer lines are neither sent nor read.
    static constexpr std::size_t most_bytes = std::size_t{1} << 20;

    // Takes the descriptors, which may be the same one: a socket, or two pipes. The process must not be killed by
    // SIGPIPE where they are pipes.
    Wire(int in, int out) : in_(in), out_(out) {}
    Wire(Wire&& other) noexcept;
    Wire& operator=(Wire&&) = delete;
    ~Wire();

    // Sends a message. Waits at most so long for the other side, which then counts as gone: an error of the kind
    // connection_lost.
    Result<void> send(const Json& message, std::chrono::milliseconds longest);
    // The next message. Waits as send() does; a line that is no JSON object is an error of the kind connection_lost,
    // too.
    Result<Json> receive(std::chrono::milliseconds longest);
    // The next line as text.
    Result<std::string> receive_line(std::chrono::milliseconds longest);

    // Whether something has come, or the other side is gone, within that time.
    bool has_input(std::chrono::milliseconds longest) const;
    // Ends every wait, as if the other side were gone.
    void set_stop(std::stop_token stop) { stop_ = std::move(stop); }
    // Bytes that were sent and read so far.
    std::size_t bytes() const { return bytes_; }

  private:
    Result<void> read_more(std::chrono::steady_clock::time_point until);

    int in_;
    int out_;
    std::string buffer_;
    std::size_t searched_ = 0;  // of the buffer, without a line's end
    std::size_t bytes_ = 0;
    std::stop_token stop_;
};

}  // namespace lathe::remote
