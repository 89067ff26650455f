// SPDX-License-Identifier: GPL-3.0-or-later
// From a trial to a program that starts: its arguments, its variables and the files that it reads. Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/run/program/program_tools.h"
#include "core/run/program/supervised_process.h"
#include "core/run/trial_body.h"
#include "core/search/trial_program.h"

namespace lathe::run {

// The folder of a trial that is the program's own: LATHE_TRIAL_DIR, and NNI's NNI_SYS_DIR. What the program does there
// never touches the record of the trial.
std::filesystem::path program_folder(const std::filesystem::path& trial_folder);
// The file that tells a program to stop; its text is the reason.
std::filesystem::path stop_file(const std::filesystem::path& trial_folder);

// Writes config.json, config.yaml and params.json below .lathe, and NNI's parameter.cfg. `folder`: that relative paths
// of the experiment mean. The error: a placeholder without an option, or a file that cannot be written.
Result<ProgramStart> prepare_program(const search::TrialProgram& program, const std::filesystem::path& folder,
                                     const ProgramTools& tools, const TrialContext& context);

// The text of one of Lathe's own placeholders; nullopt: it is none of these, so that an option of the config is meant.
using OwnPlaceholder = std::function<std::optional<std::string>(const std::string& key)>;
// The arguments with the placeholders filled, the program first; for a shell, each value is quoted. The error: a
// placeholder that is neither Lathe's own nor an option of `config`.
Result<std::vector<std::string>> program_arguments(const search::TrialProgram& program, const config::Value& config,
                                                   const OwnPlaceholder& own);

// The folder that the program starts in, absolute.
std::filesystem::path code_folder(const search::TrialProgram& program, const std::filesystem::path& folder);

}  // namespace lathe::run
