// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/program_trust.h"

#include <algorithm>
#include <filesystem>

#include "core/base/shell.h"
#include "core/base/trust_file.h"
#include "core/run/program/program_launch.h"

namespace lathe::run {

namespace fs = std::filesystem;

namespace {

bool is_within(const fs::path& path, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

// Where links lead; a folder that is not there is told by those who start the program.
fs::path real_folder(const search::Experiment& experiment) {
    std::error_code code;
    return fs::weakly_canonical(code_folder(*experiment.program, experiment.folder), code);
}

}  // namespace

Result<void> require_trusted_program(const search::Experiment& experiment) {
    if (!experiment.program) return {};
    const auto lines = trusted_lines();
    if (!lines) return fail(lines.error());
    const fs::path folder = real_folder(experiment);
    if (std::ranges::any_of(*lines, [&](const std::string& line) { return is_within(folder, line); })) return {};
    return fail("its trials run a program in " + folder.string() +
                    ", which has not been trusted: " + experiment.program->command_line(),
                "look at it, then lathectl trust " + shell_quoted(folder.string()));
}

Result<void> trust_program(const search::Experiment& experiment) {
    if (!experiment.program) return {};
    const std::string folder = real_folder(experiment).string();
    if (folder.find('\n') != std::string::npos) return fail("the folder's name holds a line break", "rename it");
    return add_trusted_line(folder);
}

}  // namespace lathe::run
