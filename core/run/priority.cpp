#include "core/run/priority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lathe::run {

void yield_to_the_window() {
    // On Linux a nice value belongs to a thread, and new threads inherit it. Refusal harms nobody.
    constexpr int nice = 10;
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), nice);
}

}  // namespace lathe::run
