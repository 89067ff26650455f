// SPDX-License-Identifier: GPL-3.0-or-later
// Who runs a study: the lock on <study>/lock, which holds {"pid": ..., "host": ...}.
//
// Child processes do not inherit it across exec.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "core/base/file_lock.h"

namespace lathe::store {

// The process that runs a study, as it wrote itself into the lock file.
struct LockHolder {
    long pid = 0;      // 0: unknown
    std::string host;  // "": unknown
};

// The right to run a study and to write its journal.
class StudyLock {
  public:
    // Holds the lock until destruction. The error names the process that has it.
    static Result<StudyLock> try_lock(const std::filesystem::path& study_folder);

  private:
    explicit StudyLock(FileLock lock) : lock_(std::move(lock)) {}
    FileLock lock_;
};

// The living process that runs the study; nullopt when none does (or this cannot be known: no such folder).
std::optional<LockHolder> lock_holder(const std::filesystem::path& study_folder);
// Whether a living process runs the study, this one included.
inline bool is_locked(const std::filesystem::path& study_folder) {
    return lock_holder(study_folder).has_value();
}

}  // namespace lathe::store
