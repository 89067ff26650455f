// SPDX-License-Identifier: GPL-3.0-or-later
// A workspace that a server of this process serves, over connections that a test can cut.
#pragma once

#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

#include <QTemporaryDir>

#include "core/remote/host.h"

namespace lathe::remote {

class Served {
  public:
    Served() = default;
    ~Served();

    std::filesystem::path workspace() const { return dir_.filePath("runs").toStdString(); }
    std::filesystem::path at(const char* name) const { return dir_.filePath(name).toStdString(); }

    // Connections to a new server each.
    Host::Options options();
    static Address address() { return {"test", 0, "runs"}; }
    // The connection that there is just now breaks.
    void cut();
    // Each of the next connections breaks after so many bytes, both ways together.
    void cut_after(std::vector<std::size_t> bytes);

  private:
    QTemporaryDir dir_;
    std::mutex mutex_;
    std::vector<int> ends_;  // copies of the servers' ends
    std::vector<std::size_t> lives_;
    std::vector<std::jthread> threads_;  // servers, and what lies between them and their clients
};

}  // namespace lathe::remote
