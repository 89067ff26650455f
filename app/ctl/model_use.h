// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands that use a trained model share: which one is meant, the engine, a device, progress and a stop.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/ctl/program.h"
#include "core/train/engine.h"

namespace CLI {
class App;
}

namespace lathe::ctl {

struct ModelArguments {
    std::string target;  // a trial, a study (its best trial), or a checkpoint
    std::string checkpoint = "auto";
    std::string device = "auto";
};
void add_model_options(CLI::App& command, ModelArguments& arguments, Program& program);

// Calls `use` with the engine and the model that is meant, on a device that is leased meanwhile. Tells what went wrong,
// and ends with 130 when a signal came.
using ModelUse = std::function<Result<void>(const train::Engine& engine, const train::ModelChoice& model)>;
void with_model(Program& program, const ModelArguments& arguments, const ModelUse& use);

// What was used, and the notes, on stderr.
void tell(const train::UsedModel& model);

// Of an engine of another Lathe: it cannot do this.
tl::unexpected<Error> fail_old_engine();

}  // namespace lathe::ctl
