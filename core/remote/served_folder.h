// SPDX-License-Identifier: GPL-3.0-or-later
// The studies of a workspace, as far as another machine may see them: opened folder by folder below the workspace and
// never through a link, so that no name leads out of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe::remote {

// A piece of a file: its bytes from `from` on, and what tells this file from another of its name.
struct FilePiece {
    std::uint64_t from = 0;
    std::uint64_t size = 0;  // of the whole file
    std::string mark;        // changes when the file is replaced, not when it grows; "": there is none
    std::string bytes;
};

// Any thread.
class ServedFolder {
  public:
    // `workspace` need not be there yet.
    explicit ServedFolder(std::filesystem::path workspace) : workspace_(std::move(workspace)) {}

    // The folder of the workspace.
    const std::filesystem::path& path() const { return workspace_; }
    // The folder of a study. The error: there is none of this name, or a link stands in its place.
    Result<std::filesystem::path> study(const std::string& name) const;
    // The folder of one trial. The error: there is no such study or trial, or a link stands on the way to it.
    Result<std::filesystem::path> trial(const std::string& study, int number) const;

    // Reads at most `most` bytes, from the byte `from` on, of a file of the record (record_files.h).
    Result<FilePiece> read(const std::string& study, const std::string& file, std::uint64_t from,
                           std::size_t most) const;
    // The files of a study's record that may be kept in step: name -> what changes with the file. Without logs.
    Result<std::map<std::string, std::string>> files(const std::string& study) const;
    // The studies of the workspace: name -> a mark that changes when a file does that a listing depends on. None in a
    // workspace that is not there yet.
    Result<std::map<std::string, std::string>> studies() const;

  private:
    std::filesystem::path workspace_;
};

}  // namespace lathe::remote
