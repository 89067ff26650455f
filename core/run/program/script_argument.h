// SPDX-License-Identifier: GPL-3.0-or-later
// Which of its arguments an interpreter takes for the script that it runs. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace lathe::run {

// The place of the script among `arguments`, where `program` (its place there) is an interpreter called `name`, such as
// "python3" or "bash": the first argument that is neither an option nor the value of one. nullopt: it is no interpreter
// that is known, or it runs a module (-m), a text (-c, -e) or its standard input.
std::optional<std::size_t> script_argument(const std::string& name, const std::vector<std::string>& arguments,
                                           std::size_t program);

}  // namespace lathe::run
