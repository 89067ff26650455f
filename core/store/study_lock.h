// Who runs a study: the lock on <study>/lock, which holds {"pid": ..., "host": ...}.
//
// The lock is an open-file-description lock (fcntl F_OFD_SETLK): it ends with the process however that ends, child
// processes do not inherit it across exec, and asking whether it is held never disturbs a process that is taking it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/error.h"

namespace lathe::store {

struct LockHolder {
    long pid = 0;      // 0: unknown
    std::string host;  // "": unknown
};

class StudyLock {
  public:
    // Holds the lock until destruction. The error names the process that has it.
    static Result<StudyLock> try_lock(const std::filesystem::path& study_folder);

    StudyLock(StudyLock&& other) noexcept;
    StudyLock& operator=(StudyLock&& other) noexcept;
    StudyLock(const StudyLock&) = delete;
    StudyLock& operator=(const StudyLock&) = delete;
    ~StudyLock();

  private:
    explicit StudyLock(int fd) : fd_(fd) {}
    int fd_ = -1;
};

// The living process that runs the study; nullopt when none does (or this cannot be known: no such folder).
std::optional<LockHolder> lock_holder(const std::filesystem::path& study_folder);
inline bool is_locked(const std::filesystem::path& study_folder) {
    return lock_holder(study_folder).has_value();
}

}  // namespace lathe::store
