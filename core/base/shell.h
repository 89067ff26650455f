// SPDX-License-Identifier: GPL-3.0-or-later
// Words for a POSIX shell, in texts that a person runs. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace lathe {

// One argument as a shell reads it back, whatever it holds; quoted only where needed.
std::string shell_quoted(std::string_view argument);

// The words of a command line as a POSIX shell splits them: blanks, quotes, backslashes. What only a shell can do
// (pipes, redirections, variables, patterns, several commands) is an error that says so; `for_a_shell` tells what to do
// then.
Result<std::vector<std::string>> shell_split(
    std::string_view line, std::string_view for_a_shell = "set shell: true, or put it between quotes");

// Reads a line for a POSIX shell from left to right and knows how a word that follows would be read, in what stands
// between $( and ) too. A here-document counts as going on to the end of the text, wherever it ends. One thread at a
// time.
class ShellQuotes {
  public:
    // Goes on with the next part of the line.
    void read(std::string_view text);
    // Where the end of what was read stands: between ' or ", right behind \, between backticks (`), in a comment (#) or
    // a here-document (<); 0: in none of them, so that a quoted word that follows is one word.
    char open() const;

  private:
    void read(char c);
    void read_outside(char c);
    void read_in_double(char c);
    void leave(char ended);

    std::string inside_;  // what is open, the innermost last: ' " ( ` #
    char before_ = ' ';
    bool is_escaped_ = false;
    bool announced_document_ = false;  // << was read: a here-document begins with the next line
    bool in_document_ = false;
};

}  // namespace lathe
