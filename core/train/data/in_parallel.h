// SPDX-License-Identifier: GPL-3.0-or-later
// Work on many things at once.
#pragma once

#include <cstdint>
#include <functional>

namespace lathe::train {

// Calls work(0) ... work(count - 1), each once, on as many threads as the machine has cores, and waits for all. The
// first exception is thrown again; what was not begun by then is left. `done` is called on the caller's thread, between
// two calls of its own, with how many are over.
void in_parallel(std::int64_t count, const std::function<void(std::int64_t)>& work,
                 const std::function<void(std::int64_t)>& done = {});

}  // namespace lathe::train
