// SPDX-License-Identifier: GPL-3.0-or-later
// A workspace of this machine, served to one client over standard streams: what `lathectl serve` does. There is no port
// and no daemon; ssh starts it and carries the lines.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/error.h"
#include "core/remote/request.h"
#include "core/remote/wire.h"

namespace lathe::remote {

// One thread.
class Server {
  public:
    // `program`: the path of lathectl, which runs the client's commands. Relative workspaces mean `home`.
    Server(Wire wire, std::string program, std::filesystem::path home);
    ~Server();

    // Answers the client until it has gone, or says nothing for a day. The error: it is no client, or speaks another
    // protocol.
    Result<void> run();

  private:
    class Workspace;
    Result<void> begin();
    Result<void> send(const Json& message);

    Wire wire_;
    std::string program_;
    std::filesystem::path home_;
    std::unique_ptr<Workspace> workspace_;  // once the client has said which
    Handlers handlers_;
};

}  // namespace lathe::remote
