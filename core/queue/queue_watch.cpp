// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/queue_watch.h"

#include <sys/inotify.h>
#include <unistd.h>
#include <array>
#include <cerrno>

#include "core/base/files.h"
#include "core/base/system_error.h"

namespace lathe::queue {

Result<QueueWatch> QueueWatch::open(const Queue& queue) {
    if (auto usable = queue.check(); !usable) return fail(usable.error());
    if (auto made = make_folders(queue.folder()); !made) return fail(made.error());
    if (auto lock = FileLock::try_take(queue.lock_file()); !lock) return fail(lock.error());  // it is there now
    QueueWatch watch(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (watch.fd_ < 0 || ::inotify_add_watch(watch.fd_, queue.lock_file().c_str(), IN_MODIFY) < 0)
        return fail(system_error("cannot be watched", queue.lock_file(), errno));
    return watch;
}

QueueWatch::~QueueWatch() {
    if (fd_ >= 0) ::close(fd_);
}

void QueueWatch::take_events() {
    std::array<char, 4096> events{};
    while (::read(fd_, events.data(), events.size()) > 0) {}
}

}  // namespace lathe::queue
