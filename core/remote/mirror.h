// SPDX-License-Identifier: GPL-3.0-or-later
// A copy of the workspace of another machine, kept in step: a folder that Review and Train read as any other workspace.
//
// It holds the small files of every study. What is large comes when somebody looks (live_trials.h): curves by the
// columns of a screen, logs from their end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/remote/host.h"
#include "core/remote/mirrored_study.h"

namespace lathe::remote {

// The folder that the copy of a workspace is kept in: lathe/remote/HOST-CHECKSUM in the person's cache folder
// (XDG_CACHE_HOME).
std::filesystem::path mirror_folder(const Address& address);

// One thread at a time; one process of a folder.
class Mirror {
  public:
    // Opens the copy in `folder`, or begins one. `host` outlives this. The error: another process keeps this folder.
    static Result<Mirror> open(Host& host, const std::filesystem::path& folder);

    // Takes what has changed there: gives the names of the studies that did, and of those that are gone.
    Result<std::vector<std::string>> update();
    // The folder of the copy, on this machine.
    const std::filesystem::path& folder() const { return folder_; }

  private:
    Mirror(Host& host, std::filesystem::path folder, FileLock lock)
        : host_(&host), folder_(std::move(folder)), lock_(std::move(lock)) {}
    Result<void> take_study(const std::string& name, const Json& about);
    void remove_study(const std::string& name);
    void remove_unlisted(const std::map<std::string, bool>& listed, std::vector<std::string>& changed);

    Host* host_;
    std::filesystem::path folder_;
    FileLock lock_;
    std::map<std::string, MirroredStudy> studies_;
    std::uint64_t since_ = 0;
    std::uint64_t connection_ = 0;
};

}  // namespace lathe::remote
