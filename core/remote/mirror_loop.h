// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the copy of another machine's workspace in step until it is told to stop, and tells how the queue there stands.
// Curves and logs come over another connection (curve_loop.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "core/queue/standing.h"
#include "core/remote/connection.h"
#include "core/remote/mirror.h"

namespace lathe::remote {

// run() is called once, on a thread of its own; the callbacks come on that thread.
class MirrorLoop {
  public:
    // How the connection to the other machine is.
    enum class State : std::uint8_t { connecting, connected, lost, failed };
    // Each must be given.
    struct Callbacks {
        // `why`: of lost and failed, and what a person should know of connected; may be "". After failed, run()
        // returns.
        std::function<void(State state, const std::string& why)> on_state;
        std::function<void()> on_change;                          // something in the folder is new
        std::function<void(const queue::Standing&)> on_queue;     // it stands otherwise than before
        std::function<void(const std::string& folder)> on_place;  // of the workspace there
    };

    // `folder`: where the copy is kept. Nothing is connected before run(). `first`: a connection to that workspace that
    // is there already, which is gone on with; null: there is none.
    MirrorLoop(Address address, std::filesystem::path folder, Callbacks callbacks,
               std::unique_ptr<Connection> first = nullptr);
    // Copies until `stop` is requested, or until it cannot go on, which `on_state` tells as failed.
    void run(const std::stop_token& stop);

  private:
    Result<Connection> connect(const Address& address, std::chrono::milliseconds longest, const std::stop_token& stop);
    Result<void> look_at_queue(Host& host);

    Address address_;
    std::filesystem::path folder_;
    Callbacks callbacks_;
    std::unique_ptr<Connection> first_;
    std::string queue_mark_;
    int looks_ = 0;
};

}  // namespace lathe::remote
