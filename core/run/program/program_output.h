// SPDX-License-Identifier: GPL-3.0-or-later
// A program's standard output and error, line by line into the log of its trial. Bounded: of a flood the beginning and
// the end are kept, and how much was left out is said. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>

namespace lathe::run {

class ProgramOutput {
  public:
    using Line = std::function<void(const std::string&)>;

    explicit ProgramOutput(Line line, std::uint64_t most_bytes = std::uint64_t{16} << 20)
        : line_(std::move(line)), most_bytes_(most_bytes) {}

    // A carriage return begins the line anew, as a terminal shows it (progress bars).
    void take(const std::string& bytes);
    // The program has ended.
    void end();
    // The last line that says something; "": there was none.
    const std::string& last_line() const { return last_; }

  private:
    void finish_line();
    void write(const std::string& line);

    Line line_;
    const std::uint64_t most_bytes_;
    std::uint64_t written_ = 0;
    std::uint64_t left_out_ = 0;      // bytes
    std::deque<std::string> newest_;  // of what is left out
    std::uint64_t newest_bytes_ = 0;
    std::string current_;
    std::string last_;
};

}  // namespace lathe::run
