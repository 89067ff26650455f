// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/surroundings.h"

#include <utility>

#include "core/run/program/program_command.h"

namespace lathe::run {

Surroundings surroundings_of(const search::Experiment& experiment, const config::Catalog& catalog) {
    Surroundings out{experiment.folder, {}, {}};
    if (experiment.program) out.program = experiment.program->code_folder(experiment.folder);
    if (auto script = script_of(experiment); !script.empty()) out.inputs.emplace(script_input, std::move(script));
    const auto resolved = experiment.trial_config(catalog, config::Value(config::Dict{}));
    for (const auto& option : experiment.paths) {
        const std::string named = resolved.value.string_or(option, "");
        std::error_code code;
        if (!named.empty() && std::filesystem::exists(named, code)) out.inputs.emplace(option, named);
    }
    return out;
}

std::vector<std::filesystem::path> Surroundings::code() const {
    std::vector<std::filesystem::path> out;
    if (!folder.empty()) out.push_back(folder);
    if (!program.empty()) out.push_back(program);
    for (const auto& [option, path] : inputs)
        if (!option.starts_with("data.")) out.push_back(path);
    return out;
}

}  // namespace lathe::run
