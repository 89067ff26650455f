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

}  // namespace lathe
