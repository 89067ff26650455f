// SPDX-License-Identifier: GPL-3.0-or-later
// Counts what an export leaves out, by name.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lathe::store {

// The counts, and notes about what is written in another form.
class LeftOut {
  public:
    // Counts something that is left out. `one` and `many`: "checkpoint", "checkpoints"; nothing is said of none.
    void add(const std::string& one, const std::string& many, std::size_t count = 1);
    // A sentence about what is written otherwise than it was; said once.
    void note(const std::string& text);

    // One for each name that was counted, with its number: "2 checkpoints".
    std::vector<std::string> lines() const;
    // The sentences of note(), in alphabetical order.
    std::vector<std::string> notes() const { return {notes_.begin(), notes_.end()}; }

  private:
    struct Count {
        std::string one;
        std::size_t count = 0;
    };
    std::map<std::string, Count> counts_;  // by the plural
    std::set<std::string> notes_;
};

}  // namespace lathe::store
