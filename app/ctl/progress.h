// SPDX-License-Identifier: GPL-3.0-or-later
// What `run`, `tune` and `resume` show while they work, on stderr: a bar on a terminal, plain lines elsewhere.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/run/mailbox.h"
#include "core/run/session.h"

namespace lathe::ctl {

// "1,234 steps" are easier to read than to count; four significant digits are enough for a metric on a line.
std::string short_number(double value);

// Cuts a line of a terminal to `width` columns, with "..." in place of what is cut. Counts bytes of UTF-8 sequences
// once.
std::string fit(const std::string& line, std::size_t width);

// One thread.
class ProgressView {
  public:
    // `terminal`: redraws one line in place; `width` gives its columns, asked at each redraw.
    explicit ProgressView(bool terminal);
    ~ProgressView();  // leaves the cursor on a fresh line

    void update(const run::SessionStatus& status, const run::Mailbox::Batch& batch);

  private:
    using Metrics = std::map<std::string, double>;
    void say(const std::string& line);
    void take_points(const run::SessionStatus& status, const run::Mailbox::Batch& batch);
    void take_ends(const run::SessionStatus& status);
    std::string epoch_line(const run::SessionStatus& status, int trial) const;
    std::string bar_line(const run::SessionStatus& status) const;
    // Those that `wanted` says yes to, each after two blanks.
    std::string metrics_of(int trial, bool (*wanted)(const std::string& name)) const;

    const bool terminal_;
    bool drawn_ = false;
    std::map<int, Metrics> latest_;
    std::map<int, search::TrialState> shown_states_;
};

}  // namespace lathe::ctl
