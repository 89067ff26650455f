// What is checked of a whole number on the command line.
#pragma once

#include <cstdint>
#include <limits>

#include <CLI/CLI.hpp>

namespace lathe::ctl {

// For an option's check(): "OPTION: expected a whole number from 1 on, found 'x'".
CLI::Validator whole_number(std::int64_t least, std::int64_t most = std::numeric_limits<int>::max());

}  // namespace lathe::ctl
