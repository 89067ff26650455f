// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/pause_gate.h"

namespace lathe::run {

void PauseGate::pause() {
    paused_ = true;
}

void PauseGate::resume() {
    {
        const std::lock_guard lock(mutex_);  // so that a waiter cannot miss it between its check and its sleep
        paused_ = false;
    }
    changed_.notify_all();
}

void PauseGate::wait(std::stop_token stop) {
    if (!paused()) return;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [this] { return !paused(); });
}

bool PauseGate::wait_for(std::stop_token stop, std::chrono::milliseconds longest) {
    if (!paused()) return true;
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, longest, [this] { return !paused(); });
    return !paused() || stop.stop_requested();
}

}  // namespace lathe::run
