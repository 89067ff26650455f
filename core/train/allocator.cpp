// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/allocator.h"

#include <cstdlib>
#include <mutex>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace lathe::train {

void keep_freed_memory() {
#ifdef __GLIBC__
    static std::once_flag once;
    std::call_once(once, [] {
        // A person's own setting counts.
        if (std::getenv("MALLOC_MMAP_THRESHOLD_") == nullptr) mallopt(M_MMAP_THRESHOLD, 32 << 20);
        if (std::getenv("MALLOC_TRIM_THRESHOLD_") == nullptr) mallopt(M_TRIM_THRESHOLD, 64 << 20);
    });
#endif
}

}  // namespace lathe::train
