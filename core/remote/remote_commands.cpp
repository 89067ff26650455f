// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/remote_commands.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lathe::remote {

namespace {

constexpr std::array<std::string_view, 24> commands{"runs", "show",   "log",    "run",        "tune",      "resume",
                                                    "stop", "queue",  "data",   "importance", "reproduce", "trust",
                                                    "find", "export", "config", "devices",    "tag",       "note",
                                                    "name", "color",  "star",   "archive",    "rm",        "trash"};
constexpr std::size_t most_arguments = 1000;

// For processes that talk to one another.
bool is_internal(const std::vector<std::string>& arguments) {
    return arguments.size() > 1 && arguments[0] == "queue" && arguments[1] == "item";
}

}  // namespace

Result<void> check_remote_command(const std::vector<std::string>& arguments) {
    if (arguments.empty() || std::ranges::find(commands, arguments.front()) == commands.end() || is_internal(arguments))
        return fail(fmt::format("'{}' cannot be done on another machine", arguments.empty() ? "" : arguments.front()),
                    fmt::format("these can: {}", fmt::join(commands, ", ")));
    if (arguments.size() > most_arguments) return fail("the command has too many arguments", "write them into a file");
    for (const std::string& argument : arguments)
        if (argument == "--workspace" || argument.starts_with("--workspace=") ||
            argument.find('\0') != std::string::npos)
            return fail(fmt::format("'{}' cannot be said to another machine", argument),
                        "name the workspace with its host: --on HOST:PATH");
    return {};
}

}  // namespace lathe::remote
