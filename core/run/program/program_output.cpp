// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/program_output.h"

#include <fmt/format.h>

namespace lathe::run {

namespace {

constexpr std::size_t longest_line = 8192;
constexpr std::uint64_t kept_of_the_end = 32768;

}  // namespace

void ProgramOutput::take(const std::string& bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto end = bytes.find_first_of("\r\n", at);
        const auto length = (end == std::string::npos ? bytes.size() : end) - at;
        if (current_.size() < longest_line) current_.append(bytes, at, length);
        if (current_.size() > longest_line) current_.resize(longest_line);
        if (end == std::string::npos) return;
        const bool returns = bytes[end] == '\r' && (end + 1 >= bytes.size() || bytes[end + 1] != '\n');
        if (bytes[end] == '\n') finish_line();
        else if (returns) {
            if (current_.find_first_not_of(" \t") != std::string::npos) last_ = current_;
            current_.clear();
        }
        at = end + 1;
    }
}

void ProgramOutput::finish_line() {
    if (current_.find_first_not_of(" \t") != std::string::npos) last_ = current_;
    write(current_);
    current_.clear();
}

void ProgramOutput::write(const std::string& line) {
    if (written_ + line.size() <= most_bytes_ && left_out_ == 0) {
        written_ += line.size() + 1;
        return line_(line);
    }
    left_out_ += line.size() + 1;
    newest_bytes_ += line.size() + 1;
    newest_.push_back(line);
    while (newest_bytes_ > kept_of_the_end) {
        newest_bytes_ -= newest_.front().size() + 1;
        newest_.pop_front();
    }
}

void ProgramOutput::end() {
    if (!current_.empty()) finish_line();
    if (left_out_ == 0) return;
    if (left_out_ > newest_bytes_)
        line_(fmt::format("[{} bytes of output are left out here]", left_out_ - newest_bytes_));
    for (const std::string& line : newest_) line_(line);
    newest_.clear();
}

}  // namespace lathe::run
