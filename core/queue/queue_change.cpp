// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/queue_change.h"

#include <unistd.h>

#include "core/base/files.h"

namespace lathe::queue {

Result<QueueChange> QueueChange::begin(const fs::path& lock_file) {
    auto lock = FileLock::take(lock_file);
    if (!lock) return fail(lock.error());
    return QueueChange(std::move(*lock));
}

QueueChange::~QueueChange() {
    // The byte that stands there already: noticed all the same, and on a full disk there is room for it.
    if (changed_ && lock_.descriptor() >= 0) [[maybe_unused]]
        const auto written = ::pwrite(lock_.descriptor(), "\n", 1, 0);
}

Result<void> QueueChange::write(const Item& item) {
    changed_ = true;
    return write_item(item);
}

Result<void> QueueChange::rename(const fs::path& from, const fs::path& to) {
    changed_ = true;
    return rename_durably(from, to);
}

}  // namespace lathe::queue
