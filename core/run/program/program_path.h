// SPDX-License-Identifier: GPL-3.0-or-later
// Which file a command starts. Looks at the disk; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lathe::run {

// The PATH of this process, or the usual one where it has none.
std::string path_variable();

// Whether it is a regular file, or a link to one, that this process may execute.
bool is_executable_file(const std::filesystem::path& path);

// Finds a program as execvp(3) does from `folder`: a name without a slash by `path_variable` (the value of PATH). "":
// it is nowhere.
std::filesystem::path find_program(const std::string& name, const std::filesystem::path& folder,
                                   const std::string& path_variable);

// What a command starts.
struct StartedProgram {
    std::filesystem::path file;         // what the command names
    std::filesystem::path interpreter;  // that its first line names, "#!/usr/bin/env python3" followed; "": none, or
                                        // it is called like Python itself (a shim)
    std::size_t place = 0;              // of the program among the arguments

    // The program that is run in the end: the interpreter of a script, else the program itself.
    const std::filesystem::path& run() const { return interpreter.empty() ? file : interpreter; }
    // Whether run() is called python or pypy, with or without a version: "python3.12".
    bool is_python() const;
};

// What a command starts. `arguments`: the command, the program first; env(1) in front of it is passed over. nullopt: it
// is not found.
std::optional<StartedProgram> started_program(const std::vector<std::string>& arguments,
                                              const std::filesystem::path& folder, const std::string& path_variable);

}  // namespace lathe::run
