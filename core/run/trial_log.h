// SPDX-License-Identifier: GPL-3.0-or-later
// log.txt of a trial's folder, as the processes around the trial use it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace lathe::run {

// A text as a line of a log, with the time before it. However short the text, a line takes bytes_beside_log_text more
// in the file.
std::string stamped_for_log(const std::string& text);
inline constexpr std::size_t bytes_beside_log_text = 26;

// Has what this process prints, and what its crash says, go to the trial's log.txt from now on.
void send_output_to_log(const std::filesystem::path& trial_folder);

// Adds a text with the time to the trial's log.txt: for a process that is not the one which keeps the trial's record.
// That a log cannot be written is left to that one to tell.
void add_to_log(const std::filesystem::path& trial_folder, const std::string& text);

// The last line of a log, without what a crash has printed below it: what the trial said last. "": nothing.
std::string last_line_of_log(const std::filesystem::path& log);

}  // namespace lathe::run
