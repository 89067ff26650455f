// SPDX-License-Identifier: GPL-3.0-or-later
// What a program says of its training, in one of several protocols.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lathe::run {

// Metrics that belong together. One named "default" is the objective of the search.
struct ProgramRecord {
    std::optional<std::int64_t> step;  // nullopt: the program counts nothing
    std::map<std::string, double> metrics;
    bool is_final = false;  // the result of the trial
};

// Follows what a program writes. One thread.
class ProgramRecords {
  public:
    virtual ~ProgramRecords() = default;
    // Reads what the program has recorded since the last call, but no more at once than is read in an instant; a record
    // that is not whole yet waits for its rest. nullopt: nothing has come.
    virtual std::optional<std::vector<ProgramRecord>> poll() = 0;
    // Called when the program has ended and all has been read: tells of a record that will never be whole.
    virtual void end() {}
    // What could not be understood since the last call, a sentence each.
    std::vector<std::string> take_problems() { return std::exchange(problems_, {}); }

  protected:
    // For the protocols: says what could not be understood, as take_problems() gives it.
    void add_problem(std::string sentence) { problems_.push_back(std::move(sentence)); }

  private:
    std::vector<std::string> problems_;
};

}  // namespace lathe::run
