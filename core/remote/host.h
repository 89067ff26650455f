// SPDX-License-Identifier: GPL-3.0-or-later
// A workspace on another machine, through connections that come and go.
//
// Every request may be asked again (message.h): when the connection is lost, a new one is made and the request asked
// there, until an answer comes or patience is at its end.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "core/remote/connection.h"

namespace lathe::remote {

// One thread at a time.
class Host {
  public:
    // How long is waited, and who is told.
    struct Options {
        std::chrono::milliseconds longest_answer{30'000};  // then the connection counts as lost
        std::chrono::milliseconds patience{600'000};       // for a connection that was there once
        std::chrono::milliseconds first_patience{15'000};  // for the first one, where it breaks while it is made
        std::function<void(const Error&)> on_lost;         // told once each time it is lost
        std::stop_token stop;                              // ends every wait

        // How a connection is made: by ssh.
        std::function<Result<Connection>(const Address&, std::chrono::milliseconds, const std::stop_token&)> open =
            Connection::open;
    };

    // Makes no connection yet.
    Host(Address address, Options options);

    // The first connection. Tried again where it broke while it was made; ssh that does not get in (cannot_connect) is
    // an error at once, because a name that is wrong stays wrong.
    Result<void> connect();
    // Sends a request and gives its answer; connects where that was not done, and again where the connection broke. The
    // error is of the kind connection_lost when patience was at its end, or the stop token ended it.
    Result<Json> request(const Json& request);

    // The connection, for somebody else to go on with; null: there is none. The next request here makes another.
    std::unique_ptr<Connection> give_away();

    // The address that was given to the constructor.
    const Address& address() const { return address_; }
    // What the server said of itself: version, host, workspace; once connected.
    const Json& hello() const { return hello_; }
    // Which connection it is, from 1: what a server knew of an earlier one is lost. 0: none yet.
    std::uint64_t connections() const { return connections_; }
    // Bytes sent and read so far, over all connections.
    std::size_t bytes() const { return bytes_before_ + (connection_ ? connection_->bytes() : 0); }

  private:
    Result<void> open();
    void tell_lost(const Error& why, bool& has_told) const;
    bool wait_before_attempt(std::chrono::milliseconds pause) const;  // false: told to stop
    void drop();

    Address address_;
    Options options_;
    std::optional<Connection> connection_;
    Json hello_ = Json::object();
    std::uint64_t connections_ = 0;
    std::size_t bytes_before_ = 0;
};

}  // namespace lathe::remote
