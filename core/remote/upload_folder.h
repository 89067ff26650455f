// SPDX-License-Identifier: GPL-3.0-or-later
// Files that come in pieces from another machine, each known by its checksum: what was sent before is not sent again,
// whichever connection it came over.
//
// Any number of processes; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace lathe::remote {

class UploadFolder {
  public:
    // `suffix`: of the names of files that are whole.
    UploadFolder(std::filesystem::path folder, std::string suffix)
        : folder_(std::move(folder)), suffix_(std::move(suffix)) {}

    // What a client says of a file that it sends.
    struct Upload {
        std::string checksum;    // of the whole file (core/base/checksum.h)
        std::uint64_t size = 0;  // bytes
    };
    // How many bytes of an upload are here. The error: the disk has no room for the others.
    Result<std::uint64_t> have(const Upload& upload) const;
    // Adds the bytes of an upload that stand at `from`; those that are here already are passed over. Gives how many are
    // here then. Once all are, the file has its name; where they are not what the checksum says, they are dropped, and
    // that is an error.
    Result<std::uint64_t> add(const Upload& upload, std::uint64_t from, std::string_view bytes) const;
    // The path of a whole file, which counts as used now (leftovers.h).
    Result<std::filesystem::path> find(const std::string& checksum) const;

  private:
    std::filesystem::path whole(const std::string& checksum) const { return folder_ / (checksum + suffix_); }
    std::filesystem::path partial(const std::string& checksum) const { return folder_ / (checksum + ".part"); }
    Result<void> finish(const Upload& upload) const;

    std::filesystem::path folder_;
    std::string suffix_;
};

}  // namespace lathe::remote
