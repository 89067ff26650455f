// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/program_environment.h"

#include <string>
#include <system_error>
#include <utility>

#include "core/provenance/checksum_cache.h"
#include "core/provenance/package_index.h"
#include "core/run/program/conda_environment.h"
#include "core/run/program/program_command.h"
#include "core/run/program/python_environment.h"

namespace lathe::run {

namespace fs = std::filesystem;

namespace {

using config::Dict;
using config::Value;

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
    const ProgramCommand command = program_command(question.program, question.folder, question.config);
    const auto& variables = command.variables;
    const auto& started = command.started;
    if (started) {
        Dict program = facts_of_file(started->file);
        if (!started->interpreter.empty()) program.emplace_back("interpreter", facts_of_file(started->interpreter));
        else if (!command.script.empty()) program.emplace_back("script", facts_of_file(command.script));
        facts.emplace_back("program", std::move(program));
    }
    ProgramStart asking;
    asking.supervisor = question.tools.supervisor;
    asking.folder = "/";  // nothing in the program's own folder is taken for a module or a tool
    for (const auto& [name, value] : variables) asking.variables.push_back(name + "=" + value);
    if (started && started->is_python())
        facts.emplace_back("python", python_environment(started->run(), command.folder, asking, stop));
    if (const auto prefix = variables.find("CONDA_PREFIX"); prefix != variables.end() && !prefix->second.empty())
        facts.emplace_back("conda", conda_environment(prefix->second, variables, asking, stop));
    return facts;
}

}  // namespace lathe::run
