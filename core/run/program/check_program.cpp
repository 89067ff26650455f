// Whether a program can be started, without starting it.
#include <unistd.h>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include "core/run/program/program_body.h"
#include "core/run/program/program_launch.h"

namespace lathe::run {

namespace fs = std::filesystem;

namespace {

bool is_executable_file(const fs::path& path) {
    std::error_code code;
    return fs::is_regular_file(path, code) && ::access(path.c_str(), X_OK) == 0;
}

// As execvp(3) looks for it; "": nowhere.
std::string found_by_path(const std::string& program, const fs::path& folder, const search::TrialProgram& trial) {
    const char* inherited = std::getenv("PATH");
    std::string path = inherited != nullptr ? inherited : "/usr/local/bin:/usr/bin:/bin";
    for (const auto& [name, value] : trial.env)
        if (name == "PATH") path = value;
    std::string_view rest = path;
    while (true) {
        const auto colon = rest.find(':');
        const std::string_view one = rest.substr(0, colon);
        const fs::path candidate = (one.empty() ? folder : folder / one) / program;
        if (is_executable_file(candidate)) return candidate.string();
        if (colon == std::string_view::npos) return {};
        rest.remove_prefix(colon + 1);
    }
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
        if (found_by_path(name, code_dir, program).empty())
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
