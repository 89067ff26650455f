// SPDX-License-Identifier: GPL-3.0-or-later
// The arguments of commands that run an experiment: run, tune, resume, queue add.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/ctl/program.h"
#include "core/run/session_status.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"

namespace CLI {
class App;
}

namespace lathe::ctl {

struct ExperimentArguments {
    std::string target;  // the experiment, or the study's folder
    std::vector<std::string> overrides;
    std::string name;
    std::optional<int> trials;
    std::optional<int> concurrency;
    std::string duration;
    std::string engine;  // "": as the experiment says
    std::string on_end;
    bool json = false;
};

void add_experiment(CLI::App& command, ExperimentArguments& arguments, const char* documentation);
void add_limits(CLI::App& command, ExperimentArguments& arguments);
void add_engine(CLI::App& command, ExperimentArguments& arguments);

bool has_limits(const ExperimentArguments& arguments);
std::optional<search::EngineKind> wanted_engine(const ExperimentArguments& arguments);
Result<void> set_limits(run::Limits& limits, const ExperimentArguments& arguments);

// Of an experiment's file, the folder of a study or trial, or a bundle.
tl::expected<search::Experiment, Errors> load_target(const Program& program, const std::string& target,
                                                     const search::LoadOptions& options);
// What is to be run, with overrides, name and limits in it. `purpose`: nullopt as the experiment says.
tl::expected<search::Experiment, Errors> load_experiment_to_run(const Program& program,
                                                                const ExperimentArguments& arguments,
                                                                std::optional<search::Purpose> purpose);

}  // namespace lathe::ctl
