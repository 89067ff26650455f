// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/program_output.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/base/plural.h"

namespace lathe::run {

namespace {

constexpr std::size_t longest_line = 8192;

}  // namespace

void ProgramOutput::take(const std::string& bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto end = bytes.find_first_of("\r\n", at);
        const auto length = (end == std::string::npos ? bytes.size() : end) - at;
        const auto taken = std::min(length, longest_line - current_.size());
        current_.append(bytes, at, taken);
        cut_ += length - taken;
        if (end == std::string::npos) return;
        const bool returns = bytes[end] == '\r' && (end + 1 >= bytes.size() || bytes[end + 1] != '\n');
        if (bytes[end] == '\n') finish_line();
        else if (returns) {
            if (current_.find_first_not_of(" \t") != std::string::npos) last_ = current_;
            current_.clear();
            cut_ = 0;
        }
        at = end + 1;
    }
}

void ProgramOutput::finish_line() {
    if (current_.find_first_not_of(" \t") != std::string::npos) last_ = current_;
    if (cut_ > 0) current_ += fmt::format(" [{} more bytes of this line are left out]", cut_);
    write(std::exchange(current_, {}));
    cut_ = 0;
}

void ProgramOutput::write(std::string line) {
    if (!is_full_ && written_ + cost_of(line) <= bounds_.most_bytes) {
        written_ += cost_of(line);
        return line_(line);
    }
    // Said now: where Lathe itself is killed, nobody says it at the end.
    if (!std::exchange(is_full_, true))
        line_(
            fmt::format("[the log is full with {} bytes: of what the program prints from here on only its end is kept]",
                        bounds_.most_bytes));
    left_out_ += line.size() + 1;
    ++lines_left_out_;
    newest_bytes_ += line.size() + 1;
    newest_cost_ += cost_of(line);
    newest_.push_back(std::move(line));
    while (newest_cost_ > bounds_.bytes_of_the_end && !newest_.empty()) {
        newest_bytes_ -= newest_.front().size() + 1;
        newest_cost_ -= cost_of(newest_.front());
        newest_.pop_front();
    }
}

void ProgramOutput::end() {
    if (!current_.empty()) finish_line();
    if (!is_full_) return;
    if (left_out_ > newest_bytes_)
        line_(fmt::format("[{} of output in {} are left out here]", counted(left_out_ - newest_bytes_, "byte"),
                          counted(lines_left_out_ - newest_.size(), "line")));
    for (const std::string& line : newest_) line_(line);
    newest_.clear();
}

}  // namespace lathe::run
