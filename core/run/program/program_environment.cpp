#include "core/run/program/program_environment.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/shell.h"
#include "core/provenance/checksum_cache.h"
#include "core/provenance/package_index.h"
#include "core/provenance/variables.h"
#include "core/run/program/conda_environment.h"
#include "core/run/program/program_launch.h"
#include "core/run/program/program_path.h"
#include "core/run/program/python_environment.h"
#include "core/search/placeholders.h"

namespace lathe::run {

namespace fs = std::filesystem;

namespace {

using config::Dict;
using config::Value;

constexpr const char* usual_path = "/usr/local/bin:/usr/bin:/bin";

std::optional<std::string> own_placeholder(const std::string& key) {
    return key.starts_with("lathe.") ? std::optional<std::string>("") : std::nullopt;
}

// Of the program: those of this process, with its own in their place.
provenance::Variables variables_of(const ProgramQuestion& question) {
    auto variables = provenance::process_variables();
    for (const auto& [name, value] : question.program.env) {
        const auto filled = search::fill_placeholders(value, [&](const std::string& key) {
            const Value* found = question.config.find(key);
            return found != nullptr ? std::optional(search::argument_text(*found)) : own_placeholder(key);
        });
        if (filled) variables[name] = *filled;
    }
    variables.emplace("PATH", usual_path);
    return variables;
}

// Of a text for the shell: the command itself where it is a plain one.
std::vector<std::string> command_of(const ProgramQuestion& question) {
    auto arguments = program_arguments(question.program, question.config, own_placeholder);
    if (!arguments) return {};
    if (question.program.shell)
        if (auto words = shell_split(arguments->back()); words && !words->empty()) return std::move(*words);
    return std::move(*arguments);
}

// The script that an interpreter is given: "train.py" of "python3 -u train.py". "": it is given none.
fs::path script_of(const std::vector<std::string>& command, const StartedProgram& started, const fs::path& folder) {
    constexpr std::array<std::string_view, 9> shells{"sh",   "dash", "bash", "zsh",    "ksh",
                                                     "perl", "ruby", "node", "Rscript"};
    const std::string name = started.file.filename().string();
    std::error_code code;
    if (started.is_python() || std::ranges::find(shells, name) != shells.end())
        for (std::size_t i = 1; i < command.size(); ++i)
            if (const fs::path file = folder / command[i]; fs::is_regular_file(file, code) && file != started.file)
                return file.lexically_normal();
    return {};
}

Dict facts_of_file(const fs::path& path) {
    Dict facts{{"path", path.string()}};
    std::error_code code;
    const fs::path file = fs::canonical(path, code);
    if (code) return facts;
    if (file != path) facts.emplace_back("file", file.string());
    if (const auto sum = provenance::ChecksumCache::of_process().checksum(file))
        facts.emplace_back("checksum", sum->checksum);
    const auto owners = provenance::PackageIndex::owners_of("/", {file.string()});
    if (!owners.empty()) {
        facts.emplace_back("package", owners.begin()->second.name);
        facts.emplace_back("version", owners.begin()->second.version);
    }
    return facts;
}

}  // namespace

Value program_environment(const ProgramQuestion& question, const std::stop_token& stop) {
    Dict facts;
    const auto variables = variables_of(question);
    const fs::path folder = question.program.code_folder(question.folder);
    const auto command = command_of(question);
    const auto started = started_program(command, folder, variables.at("PATH"));
    if (started) {
        Dict program = facts_of_file(started->file);
        if (!started->interpreter.empty()) program.emplace_back("interpreter", facts_of_file(started->interpreter));
        else if (const fs::path script = script_of(command, *started, folder); !script.empty())
            program.emplace_back("script", facts_of_file(script));
        facts.emplace_back("program", std::move(program));
    }
    ProgramStart asking;
    asking.supervisor = question.tools.supervisor;
    asking.folder = "/";  // nothing in the program's own folder is taken for a module or a tool
    for (const auto& [name, value] : variables) asking.variables.push_back(name + "=" + value);
    if (started && started->is_python())
        facts.emplace_back("python", python_environment(started->run(), folder, asking, stop));
    if (const auto prefix = variables.find("CONDA_PREFIX"); prefix != variables.end() && !prefix->second.empty())
        facts.emplace_back("conda", conda_environment(prefix->second, variables, asking, stop));
    return facts;
}

}  // namespace lathe::run
