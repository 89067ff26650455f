// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a program can be started, without starting it.
#include <system_error>

#include "core/run/program/program_body.h"
#include "core/run/program/program_launch.h"
#include "core/run/program/program_path.h"

namespace lathe::run {

namespace fs = std::filesystem;

namespace {

std::string path_of(const search::TrialProgram& program) {
    for (const auto& [name, value] : program.env)
        if (name == "PATH") return value;
    return path_variable();
}

Error error_of(std::string key, std::string what, std::string hint) {
    return {std::move(what), std::move(hint), "ValidationError", std::move(key)};
}

}  // namespace

TrialCheck check_program(const search::TrialProgram& program, const fs::path& folder, const config::Value& config) {
    TrialCheck check;
    std::error_code code;
    const fs::path code_dir = code_folder(program, folder);
    if (!fs::is_directory(code_dir, code)) {
        Error error =
            error_of("trial.code_dir", "the folder that the program starts in is not there", "correct the path");
        error.file = code_dir.string();
        check.errors.push_back(std::move(error));
    }
    const auto anything = [](const std::string& key) -> std::optional<std::string> {
        return key.starts_with("lathe.") ? std::optional<std::string>("x") : std::nullopt;
    };
    const auto arguments = program_arguments(program, config, anything);
    if (!arguments) {
        check.errors.push_back(arguments.error());
        check.errors.back().key = "trial.command";
        return check;
    }
    if (!check.errors.empty()) return check;
    const std::string& name = arguments->front();
    if (name.find('/') == std::string::npos) {
        if (find_program(name, code_dir, path_of(program)).empty())
            check.errors.push_back(
                error_of("trial.command", "the program " + name + " is not found", "install it, or give its path"));
    } else if (!fs::exists(code_dir / name, code)) {
        check.errors.push_back(error_of("trial.command", "the program " + name + " is not found",
                                        "correct the path; it is relative to trial.code_dir"));
    } else if (!is_executable_file(code_dir / name)) {
        check.errors.push_back(error_of("trial.command", "the file " + name + " may not be executed",
                                        "make it executable: chmod +x, or name its interpreter first"));
    }
    return check;
}

}  // namespace lathe::run
