// SPDX-License-Identifier: GPL-3.0-or-later
// A program's standard output and error, line by line into the log of its trial. The log is bounded by what it takes on
// the disk, time stamps included: of a flood the beginning and the end are kept, and it says what was left out. One
// thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>

namespace lathe::run {

// Splits what a program prints into lines, and keeps what fits.
class ProgramOutput {
  public:
    // Gets each line that is to be written, without its end.
    using Line = std::function<void(const std::string&)>;
    // How much of the output the log may take, in bytes.
    struct Bounds {
        std::uint64_t most_bytes = std::uint64_t{16} << 20;  // of the beginning, in the log
        std::uint64_t bytes_of_the_end = 32768;              // and of the end of a flood
        std::uint64_t bytes_beside_a_line = 0;               // that the log writes with each line
    };

    // `line` is called within take() and end().
    ProgramOutput(Line line, Bounds bounds) : line_(std::move(line)), bounds_(bounds) {}

    // A carriage return begins the line anew, as a terminal shows it (progress bars).
    void take(const std::string& bytes);
    // The program has ended.
    void end();
    // The last line that says something; "": there was none.
    const std::string& last_line() const { return last_; }

  private:
    void finish_line();
    void write(std::string line);
    std::uint64_t cost_of(const std::string& line) const { return line.size() + bounds_.bytes_beside_a_line; }

    Line line_;
    const Bounds bounds_;
    std::uint64_t written_ = 0;   // bytes in the log
    bool is_full_ = false;        // no line of the middle is written any more
    std::uint64_t left_out_ = 0;  // bytes of the program's, with `newest_`
    std::uint64_t lines_left_out_ = 0;
    std::deque<std::string> newest_;  // of what is left out
    std::uint64_t newest_cost_ = 0;
    std::uint64_t newest_bytes_ = 0;
    std::string current_;
    std::uint64_t cut_ = 0;  // bytes of the current line that are more than a line may have
    std::string last_;
};

}  // namespace lathe::run
