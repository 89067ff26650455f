// SPDX-License-Identifier: GPL-3.0-or-later
// A copy of one study of another machine: the files of its record (record_files.h), so that whatever reads a study here
// reads it, too. Its logs and curves come when somebody looks at a trial (mirrored_trial.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/base/file_lock.h"
#include "core/remote/answers.h"
#include "core/remote/host.h"

namespace lathe::remote {

// One thread at a time; one of a folder.
class MirroredStudy {
  public:
    // `folder` is made when it is missing; one that is there is gone on with.
    MirroredStudy(std::string name, std::filesystem::path folder);

    // Takes what has changed there. Whatever the host answers, nothing outside of the folder is written, and no more
    // than the bounds allow.
    Result<void> update(Host& host);
    // The process that runs the study there: held as a lock here, so that readers take it for running. nullopt: none.
    void set_holder(const std::optional<Json>& holder);

    // The folder of the copy, on this machine.
    const std::filesystem::path& folder() const { return folder_; }
    // Whether this folder is a copy, which may be removed, and not somebody's study.
    static bool is_copy(const std::filesystem::path& folder);
    // Another text whenever something of a copy has come; "": it is none.
    static std::string version_of(const std::filesystem::path& folder);

  private:
    Result<void> take_changes(Host& host, const Json& answer);
    Result<void> take_file(Host& host, const std::string& name);
    Result<void> append_file(Host& host, const std::string& name);
    Result<void> complete_line(Host& host, const std::string& name, std::uint64_t from, PieceAnswer& piece) const;
    void recall();
    Result<void> remember() const;

    std::string name_;
    std::filesystem::path folder_;
    std::map<std::string, std::string> marks_;     // of the files as they are here
    std::map<std::string, std::string> appended_;  // of a file that grows, which file of that name it is
    std::uint64_t since_ = 0;                      // as the host counts changes on the connection
    std::uint64_t connection_ = 0;
    std::optional<FileLock> lock_;
};

}  // namespace lathe::remote
