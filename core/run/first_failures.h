// SPDX-License-Identifier: GPL-3.0-or-later
// Whether all trials that have ended so far failed for one and the same reason.
#pragma once

#include <string>

namespace lathe::run {

// Counts failures by their reason. Not synchronised.
class FirstFailures {
  public:
    // A trial has failed. Another reason than before counts as an end of another kind.
    void add_failure(const std::string& reason) {
        if (count_ > 0 && reason != reason_) add_other_end();
        reason_ = reason;
        ++count_;
    }
    // A trial has ended without a failure: from now on count() is 0 for good.
    void add_other_end() { is_over_ = true; }

    // How many; 0 from the first end of another kind on.
    int count() const { return is_over_ ? 0 : count_; }
    // Why the trial failed that was added last; "" before the first.
    const std::string& reason() const { return reason_; }

  private:
    int count_ = 0;
    std::string reason_;
    bool is_over_ = false;
};

}  // namespace lathe::run
