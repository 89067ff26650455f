// SPDX-License-Identifier: GPL-3.0-or-later
// Why a command line cannot be read, in plain words: the option or argument, what it takes, and what was found. The
// parser's own sentences ("1 required INT missing") are no answer for a person.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
class ParseError;
}  // namespace CLI

namespace lathe::ctl {

// "a whole number from 1 on", "one of yaml, json", "a file": by what the option says of itself.
std::string taken_text(const CLI::Option& option);

// The whole sentence, and where to read on: "...; see `lathectl queue add --help`".
std::string usage_error(const CLI::App& app, const std::vector<std::string>& words, const CLI::ParseError& problem);

// An option whose value is missing, so that the parser would take the next option's name for it; "": there is none.
std::string forgotten_value(const CLI::App& app, const std::vector<std::string>& words);

}  // namespace lathe::ctl
