// Words for a POSIX shell, in texts that a person runs. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace lathe {

// One argument as a shell reads it back, whatever it holds; quoted only where needed.
std::string shell_quoted(std::string_view argument);

}  // namespace lathe
