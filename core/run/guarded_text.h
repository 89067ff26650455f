// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <string>

namespace lathe::run {

// A text that one thread writes and others read. Any thread.
class GuardedText {
  public:
    // Replaces the whole text.
    void set(std::string text) {
        const std::lock_guard lock(mutex_);
        text_ = std::move(text);
    }
    // A copy of the text as it is now.
    std::string get() const {
        const std::lock_guard lock(mutex_);
        return text_;
    }

  private:
    mutable std::mutex mutex_;
    std::string text_;
};

}  // namespace lathe::run
