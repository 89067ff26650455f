// SPDX-License-Identifier: GPL-3.0-or-later
// A change of the queue: holds its lock, and tells those who watch the queue when it is let go.
#pragma once

#include <filesystem>
#include <utility>

#include "core/base/file_lock.h"
#include "core/queue/item.h"

namespace lathe::queue {

// One change of the queue, from taking its lock to letting it go.
class QueueChange {
  public:
    // Takes the lock of the queue, and waits for changes that are under way. The folder of `lock_file` must be there.
    static Result<QueueChange> begin(const std::filesystem::path& lock_file);
    QueueChange(QueueChange&&) = default;
    QueueChange& operator=(QueueChange&&) = delete;
    ~QueueChange();

    // Writes item.json. Safe on the disk when this returns.
    Result<void> write(const Item& item);
    // Renames as rename_durably() does: the new name is safe on the disk when this returns.
    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to);
    // Has those who watch the queue look again for a change that none of its files tells.
    void tell_watchers() { changed_ = true; }

  private:
    explicit QueueChange(FileLock lock) : lock_(std::move(lock)) {}
    FileLock lock_;
    bool changed_ = false;
};

}  // namespace lathe::queue
