// SPDX-License-Identifier: GPL-3.0-or-later
// One connection to the server of a workspace on another machine: the person's own ssh, with their config, keys and
// agent, starts `lathectl serve` there.
//
// No word of a person's goes into the command that ssh gives to the shell there: the workspace is named in the first
// message. LATHE_SSH names another program in the place of ssh, which gets the same arguments.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/remote/address.h"
#include "core/remote/error_tail.h"
#include "core/remote/wire.h"
#include "core/run/child_process.h"

namespace lathe::remote {

// The kind of the error that the other machine has no lathectl, or one of another protocol.
inline constexpr const char* not_installed = "NotInstalled";
// The kind of the error that ssh does not get in, for a reason that does not go away by itself: a name that is wrong,
// a key that is not accepted, nothing that listens.
inline constexpr const char* cannot_connect = "CannotConnect";

// What ssh is started with: "ssh", or what LATHE_SSH names.
std::string ssh_program();
// ssh's arguments before the command: it never asks for a password, because nobody may be there.
std::vector<std::string> ssh_arguments(const Address& address);

// One thread at a time.
class Connection {
  public:
    // Starts ssh and waits until the server there has answered. The error says what ssh said; it is of the kind
    // connection_lost where the connection broke and another attempt may do better, and cannot_connect where ssh did
    // not get in.
    // `stop` ends this, and every wait for an answer later on.
    static Result<Connection> open(const Address& address, std::chrono::milliseconds longest,
                                   const std::stop_token& stop = {});
    // Makes a connection over a wire that is there already, whose other end is a server.
    static Result<Connection> over(Wire wire, const Address& address, std::chrono::milliseconds longest);
    Connection(Connection&&) noexcept = default;
    Connection& operator=(Connection&&) = delete;
    ~Connection();

    // Sends a request and waits for the answer: its "ok", or the error that the server gave. `request` has no id yet.
    Result<Json> request(Json request, std::chrono::milliseconds longest);

    // Ends every wait from now on, in the place of what open() was given.
    void set_stop(const std::stop_token& stop);

    // What the server said of itself: version, host, workspace; and what it has cleared away (leftovers.h).
    const Json& hello() const { return hello_; }
    std::size_t bytes() const { return wire_->bytes(); }  // that went both ways so far

  private:
    Connection(Wire wire, Address address)
        : address_(std::move(address)), wire_(std::make_unique<Wire>(std::move(wire))) {}
    Result<void> greet(std::chrono::milliseconds longest);
    Error why_lost(Error error);
    std::string by_hand() const;

    Address address_;
    std::stop_token stop_;
    std::unique_ptr<run::ChildProcess> ssh_;  // none over a wire that was there
    std::unique_ptr<ErrorTail> errors_;       // of ssh
    std::unique_ptr<Wire> wire_;
    Json hello_ = Json::object();
    bool is_greeted_ = false;  // the server has spoken
    std::int64_t last_id_ = -1;
};

}  // namespace lathe::remote
