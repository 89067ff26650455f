// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/in_parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace lathe::train {

void in_parallel(std::int64_t count, const std::function<void(std::int64_t)>& work,
                 const std::function<void(std::int64_t)>& done) {
    std::atomic<std::int64_t> next{0};
    std::atomic<std::int64_t> over{0};
    std::mutex mutex;
    std::exception_ptr failed;
    const auto loop = [&](const std::function<void(std::int64_t)>& tell) {
        for (std::int64_t i = next++; i < count; i = next++) {
            try {
                work(i);
                const std::int64_t now = ++over;
                if (tell) tell(now);
            } catch (...) {
                const std::lock_guard lock(mutex);
                if (!failed) failed = std::current_exception();
                next = count;
            }
        }
    };
    const auto threads = std::min(static_cast<std::int64_t>(std::thread::hardware_concurrency()), count);
    {
        std::vector<std::jthread> others;
        for (std::int64_t i = 1; i < threads; ++i) others.emplace_back([&loop] { loop({}); });
        loop(done);
    }
    if (failed) std::rethrow_exception(failed);
}

}  // namespace lathe::train
